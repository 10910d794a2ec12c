"""A vault as Azure's clients see it: what they need to find it stands in the environment."""

import pytest
from azure.core.exceptions import HttpResponseError
from azure.identity import ClientSecretCredential, DefaultAzureCredential
from azure.keyvault.secrets import SecretClient
from azure.mgmt.keyvault import KeyVaultManagementClient
from azure.mgmt.resource import ResourceManagementClient


@pytest.fixture(scope="session")
def vault(twin):
    owner = DefaultAzureCredential(disable_instance_discovery=True)
    at = {"base_url": twin["MLTWIN_ARM_URL"], "credential_scopes": [twin["MLTWIN_ARM_URL"] + "/.default"]}
    subscription, tenant = twin["AZURE_SUBSCRIPTION_ID"], twin["AZURE_TENANT_ID"]
    ResourceManagementClient(owner, subscription, **at).resource_groups.create_or_update("passwords", {"location": "eastus"})
    policy = {"tenant_id": tenant, "object_id": twin["MLTWIN_OWNER_OBJECT_ID"], "permissions": {"secrets": ["get", "set"]}}
    properties = {"tenant_id": tenant, "sku": {"family": "A", "name": "standard"}, "access_policies": [policy]}
    vaults = KeyVaultManagementClient(owner, subscription, **at).vaults
    made = vaults.begin_create_or_update("passwords", "passwords", {"location": "eastus", "properties": properties}).result()
    return made.properties.vault_uri


def test_owner_reads_what_it_wrote(vault):
    secrets = SecretClient(vault, DefaultAzureCredential(disable_instance_discovery=True))

    secrets.set_secret("database", "correct horse")

    assert secrets.get_secret("database").value == "correct horse"


def test_reader_is_not_let_in(vault, twin):
    reader = ClientSecretCredential(
        twin["AZURE_TENANT_ID"],
        twin["MLTWIN_READER_CLIENT_ID"],
        twin["MLTWIN_READER_CLIENT_SECRET"],
        disable_instance_discovery=True,
    )

    with pytest.raises(HttpResponseError) as refused:
        SecretClient(vault, reader).get_secret("database")

    assert refused.value.status_code == 403
