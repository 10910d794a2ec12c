"""Asks its own identity endpoint until a file is there, and writes to outputs/seen.txt how often and how often in vain."""
import os
import sys
import time
import urllib.error
import urllib.request

os.makedirs(sys.argv[1])
asked = failed = 0
address = os.environ["IDENTITY_ENDPOINT"] + "?api-version=2019-08-01&resource=https%3A%2F%2Fmanagement.azure.com"
while not os.path.exists(os.path.join(sys.argv[1], "done")):
    asked += 1
    # as Azure's clients, which try again
    for left in (2, 1, 0):
        try:
            request = urllib.request.Request(address, headers={"X-IDENTITY-HEADER": os.environ["IDENTITY_HEADER"]})
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).read()
        except urllib.error.HTTPError:
            pass  # it has answered
        except OSError:
            failed += left == 0
            continue
        break
    open(os.path.join(sys.argv[1], "started"), "w").close()
    time.sleep(0.1)
os.makedirs("outputs", exist_ok=True)
with open("outputs/seen.txt", "w") as seen:
    print(failed, "of", asked, file=seen)
