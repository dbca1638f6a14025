"""Is Prefect's server there?"""

import urllib.error
import urllib.request

_open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open  # it is ours: no proxy


def answers(url: str, *, well: bool = True) -> bool:
    """Tell whether an address answers within two seconds: with success, or (`well=False`) with anything."""
    try:
        with _open(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return not well
    except (OSError, ValueError):  # ValueError: no address at all
        return False
