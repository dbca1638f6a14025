# wirewatch and Prefect's server share this image: a client must never be newer than its server.
FROM python:3.12-slim-bookworm

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN useradd --create-home --uid 1000 wirewatch

WORKDIR /opt/wirewatch
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY news news
COPY fetchers fetchers
COPY parsers parsers
COPY storage storage
COPY alerts alerts
COPY flows flows
RUN pip install --no-deps .

# the desk file is mounted here; what wirewatch keeps lies beside it
RUN mkdir /desk && chown wirewatch: /desk
USER wirewatch
WORKDIR /desk
ENTRYPOINT ["wirewatch"]
CMD ["serve"]
