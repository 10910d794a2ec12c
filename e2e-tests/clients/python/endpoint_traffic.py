"""azure.ai.ml: how the traffic of an endpoint that MLClient made is split and mirrored, and the tokens that it takes."""

import concurrent.futures
import time

import requests
from azure.ai.ml.entities import EndpointAadToken, EndpointAuthToken, ManagedOnlineEndpoint
from azure.core.exceptions import HttpResponseError
from steps import refused, same, step
from steps_serving import Serving

CALLS, AT_ONCE = 2000, 4
serving = Serving("et")
client, ENDPOINT = serving.client, serving.endpoint
endpoints, deployments = client.online_endpoints, client.online_deployments


def make(name, auth_mode):
    return endpoints.begin_create_or_update(ManagedOnlineEndpoint(name=name, auth_mode=auth_mode)).result()


def give(traffic, mirror=None):
    endpoint = endpoints.get(ENDPOINT)
    endpoint.traffic, endpoint.mirror_traffic = traffic, mirror or {}
    return endpoints.begin_create_or_update(endpoint).result()


def called(times, mark):
    """How many calls each deployment answered; none failed."""
    uri, key = endpoints.get(ENDPOINT).scoring_uri, endpoints.get_keys(ENDPOINT).primary_key

    def some(number):
        with requests.Session() as session:
            session.headers["Authorization"] = "Bearer " + key
            answers = [session.post(uri, json={"factor": 7, "mark": mark}, timeout=60) for _ in range(number)]
        return [(one.status_code, one.json().get("product"), one.headers["azureml-model-deployment"]) for one in answers]

    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        answers = [one for part in pool.map(some, [times // AT_ONCE] * AT_ONCE) for one in part]
    same({(status, product) for status, product, _ in answers}, {(200, 42)})
    return {name: sum(one[2] == name for one in answers) for name in sorted({one[2] for one in answers})}


def logged(name, text, least):
    """How often a line is in the log of a deployment, once it is there often enough or is not to be expected any more."""
    end = time.monotonic() + 60
    while True:
        count = deployments.get_logs(name, ENDPOINT, lines=5000).count(text)
        if count >= least or time.monotonic() > end:
            return count
        time.sleep(1)


def status(uri, token):
    return requests.post(uri, json={"factor": 7}, timeout=60, headers={"Authorization": "Bearer " + token}).status_code


with step("an endpoint with two deployments"):
    make(ENDPOINT, "key")
    for name in ("blue", "green"):
        serving.deploy(name)
with step(f"traffic of 90 and 10 percent is 90 and 10 percent of {CALLS} calls, within 3 points"):
    give({"blue": 90, "green": 10})
    shares = called(CALLS, "split")
    same(sum(shares.values()), CALLS)
    share = 100 * shares["blue"] / CALLS
    print(f"{share:.2f} percent of {CALLS} calls went to the deployment with 90 percent of the traffic")
    same(87 <= share <= 93, True)
with step("mirror_traffic of 50 percent: a deployment gets copies, and answers none"):
    same(give({"blue": 100}, {"green": 50}).mirror_traffic, {"green": 50})
    same(called(400, "copied"), {"blue": 400})
    copies = logged("green", "run of green copied", 150)
    print(f"{copies} of 400 calls were mirrored")
    same(140 <= copies <= 260, True)
with step("mirror_traffic ends"):
    same(give({"blue": 100}).mirror_traffic, {})
    same(called(40, "alone"), {"blue": 40})
    same(logged("green", "run of green alone", 0), 0)
with refused("mirror_traffic of more than 50 percent", "50", HttpResponseError):
    give({"blue": 100}, {"green": 60})
with refused("traffic of more than 100 percent", "100", HttpResponseError):
    give({"blue": 90, "green": 20})
with step("get_keys of an endpoint with aml_token is a token that scores"):
    uri = make(ENDPOINT + "-t", "aml_token").scoring_uri
    serving.deploy("only", endpoint=ENDPOINT + "-t")
    token = endpoints.get_keys(ENDPOINT + "-t")
    same([isinstance(token, EndpointAuthToken), token.token_type], [True, "Bearer"])
    same(time.time() < token.refresh_after_time_utc < token.expiry_time_utc, True)
    endpoint = endpoints.get(ENDPOINT + "-t")
    endpoint.traffic = {"only": 100}
    endpoints.begin_create_or_update(endpoint).result()
    same([status(uri, token.access_token), status(uri, token.access_token[:-12] + "A" * 12)], [200, 401])
    same(serving.invoke(ENDPOINT + "-t"), {"name": "only", "product": 42})
with step("a token of one endpoint and keys of another are refused"):
    same(status(endpoints.get(ENDPOINT).scoring_uri, token.access_token), 401)
    same(status(uri, endpoints.get_keys(ENDPOINT).primary_key), 401)
with step("get_keys of an endpoint with aad_token is a token of the caller that scores"):
    make(ENDPOINT + "-a", "aad_token")
    serving.deploy("only", endpoint=ENDPOINT + "-a")
    endpoint = endpoints.get(ENDPOINT + "-a")
    endpoint.traffic = {"only": 100}
    uri = endpoints.begin_create_or_update(endpoint).result().scoring_uri
    token = endpoints.get_keys(ENDPOINT + "-a")
    same(isinstance(token, EndpointAadToken), True)
    same(status(uri, token.access_token), 200)
    same(serving.invoke(ENDPOINT + "-a"), {"name": "only", "product": 42})
with step("online_endpoints.begin_delete with the deployments that it has"):
    for name in (ENDPOINT, ENDPOINT + "-t", ENDPOINT + "-a"):
        endpoints.begin_delete(name).wait()
    same(list(endpoints.list()), [])
