"""The person at the browser: types a device's code, name and password, and says yes. device.py ORIGIN CODE."""

import html
import http.cookiejar
import os
import re
import ssl
import sys
import urllib.parse
import urllib.request

origin, user_code = sys.argv[1:]
browser = urllib.request.build_opener(
    urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=os.environ["MLTWIN_CA_FILE"])),
    urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
)


def hidden(page):
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in fields}


def submit(page, **typed):
    action = re.search(r'<form method="post" action="([^"]+)">', page)
    if not action:
        sys.exit("no form on: " + page)
    fields = urllib.parse.urlencode(hidden(page) | typed).encode()
    address = urllib.parse.urljoin(origin, html.unescape(action.group(1)))
    return browser.open(address, fields).read().decode()


def title(page):
    return re.search(r"<h1>(.*?)</h1>", page, re.DOTALL).group(1).strip()


seen = submit(browser.open(origin + "/common/oauth2/deviceauth").read().decode(), user_code=user_code)
seen = submit(seen, username=os.environ["MLTWIN_USER_NAME"], password=os.environ["MLTWIN_USER_PASSWORD"])
seen = submit(seen, decision="accept")
if title(seen) != "You are signed in":
    sys.exit("not signed in: " + title(seen) + "\n" + seen)
