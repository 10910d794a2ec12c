"""azure.ai.ml: MLClient deploys a model twice behind an online endpoint, splits its traffic, scores, scales and reads logs."""

from azure.ai.ml.entities import APIKeyConnection, ManagedOnlineEndpoint
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.mgmt.authorization import AuthorizationManagementClient
from steps import AT_ARM, SUBSCRIPTION, refused, same, step
from steps_serving import Serving

serving = Serving("ep")
client, ENDPOINT = serving.client, serving.endpoint

with step("online_endpoints.begin_create_or_update"):
    wanted = ManagedOnlineEndpoint(name=ENDPOINT, auth_mode="key", description="by MLClient")
    same(client.online_endpoints.begin_create_or_update(wanted).result().provisioning_state, "Succeeded")
with step("online_endpoints.get, list"):
    endpoint = client.online_endpoints.get(ENDPOINT)
    same([endpoint.auth_mode, endpoint.identity.type, endpoint.traffic], ["key", "system_assigned", {}])
    same([one.name for one in client.online_endpoints.list()], [ENDPOINT])
with step("online_deployments.begin_create_or_update of two with code"):
    for name in ("blue", "green"):
        made = serving.deploy(name)
        same([made.name, made.provisioning_state, made.instance_count], [name, "Succeeded", 1])
with step("online_deployments.get, list"):
    same(client.online_deployments.get("blue", ENDPOINT).environment_variables, {"NAME": "blue"})
    same([one.name for one in client.online_deployments.list(ENDPOINT)], ["blue", "green"])
with step("traffic of 90 and 10 percent, invoke"):
    endpoint = client.online_endpoints.get(ENDPOINT)
    endpoint.traffic = {"blue": 90, "green": 10}
    same(client.online_endpoints.begin_create_or_update(endpoint).result().traffic, {"blue": 90, "green": 10})
    answers = [serving.invoke() for _ in range(20)]
    same({one["product"] for one in answers}, {42})
    same(sum(one["name"] == "blue" for one in answers) > 10, True)
with step("invoke of one deployment"):
    same(serving.invoke(deployment_name="green"), {"name": "green", "product": 42})
with step("online_deployments.get_logs"):
    same("init of green" in client.online_deployments.get_logs("green", ENDPOINT, lines=50), True)
with step("online_deployments.begin_create_or_update scales"):
    same(serving.deploy("green", 2).instance_count, 2)
    same("[instance 2] init of green" in client.online_deployments.get_logs("green", ENDPOINT, lines=50), True)
client.connections.create_or_update(APIKeyConnection(
    name="other", api_base="https://other.example.org", api_key="of-another"))
wanted = serving.deployment("green", 2)
wanted.environment_variables["NAME"] = "${{azureml://connections/other/credentials/key}}"
with refused("online_deployments.begin_create_or_update with a secret that the endpoint may not read",
             "Workspace Connection Secrets Reader", HttpResponseError):
    client.online_deployments.begin_create_or_update(wanted).result()
with step("online_deployments.begin_create_or_update with a secret of a connection"):
    AuthorizationManagementClient(serving.me, SUBSCRIPTION, **AT_ARM).role_assignments.create(
        client.workspaces.get(serving.workspace).id, "5f9b7c1e-6f0e-4c50-8a4f-6d6d0c6b2a11", {
            "role_definition_id": f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/"
                                  "ea01e6af-a1c1-4350-9563-ad00f8c72ec5",
            "principal_id": endpoint.identity.principal_id, "principal_type": "ServicePrincipal"})
    client.online_deployments.begin_create_or_update(wanted).result()
    same(serving.invoke(deployment_name="green")["name"], "of-another")
    same("of-another" in str(client.online_deployments.get("green", ENDPOINT)), False)
with step("online_deployments.begin_create_or_update without it"):
    same(serving.deploy("green", 2).instance_count, 2)
with step("online_endpoints.get_keys, begin_regenerate_keys"):
    before = client.online_endpoints.get_keys(ENDPOINT)
    client.online_endpoints.begin_regenerate_keys(ENDPOINT, key_type="secondary").wait()
    after = client.online_endpoints.get_keys(ENDPOINT)
    same([before.primary_key == after.primary_key, before.secondary_key == after.secondary_key], [True, False])
with refused("online_deployments.begin_delete of one with traffic", "90 percent", HttpResponseError):
    client.online_deployments.begin_delete("blue", ENDPOINT).result()
with step("online_deployments.begin_delete of one without"):
    endpoint = client.online_endpoints.get(ENDPOINT)
    endpoint.traffic = {"green": 100}
    client.online_endpoints.begin_create_or_update(endpoint).result()
    client.online_deployments.begin_delete("blue", ENDPOINT).wait()
    same([one.name for one in client.online_deployments.list(ENDPOINT)], ["green"])
    same(serving.invoke()["name"], "green")
with step("online_endpoints.begin_delete"):
    client.online_endpoints.begin_delete(ENDPOINT).wait()
    same(list(client.online_endpoints.list()), [])
with refused("online_endpoints.get of one that is deleted", "ResourceNotFound", ResourceNotFoundError):
    client.online_endpoints.get(ENDPOINT)
