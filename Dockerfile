# wirewatch and Prefect's server share this image: a client must never be newer than its server.
FROM python:3.12-slim-bookworm

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN useradd --create-home --uid 1000 wirewatch

WORKDIR /opt/wirewatch
COPY requirements.lock ./
RUN pip install --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY news news
COPY fetchers fetchers
COPY parsers parsers
COPY storage storage
COPY alerts alerts
COPY flows flows
RUN pip install --no-deps --no-build-isolation .

# the desk file is mounted at /desk, and what wirewatch keeps lies beside it; Prefect's server keeps its own in a volume
RUN mkdir -p /desk /var/lib/prefect && chown wirewatch: /desk /var/lib/prefect
USER wirewatch
WORKDIR /desk
ENTRYPOINT ["wirewatch"]
CMD ["serve"]
