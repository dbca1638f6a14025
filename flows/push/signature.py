"""Whether a push comes from the hub that knows the secret."""

import hashlib
import hmac

# The methods of WebSub. SHA-1 is among them since many hubs know no other, and forging an HMAC of it is out of reach.
METHODS = ("sha1", "sha256", "sha384", "sha512")


def is_signed(header: str | None, secret: str, body: bytes) -> bool:
    """Tell whether `header` (X-Hub-Signature: "METHOD=HEX") is the HMAC of the body. Takes the same time either way."""
    method, _, given = (header or "").strip().partition("=")
    method = method.lower()
    if method not in METHODS:
        return False
    wanted = hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()
    return hmac.compare_digest(wanted.encode(), given.lower().encode())
