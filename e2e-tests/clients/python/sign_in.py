"""azure-identity: each credential gets a token for Resource Manager, which takes it."""

import os
import pathlib

from azure.core.exceptions import ClientAuthenticationError
from azure.identity import (
    CertificateCredential,
    ClientSecretCredential,
    EnvironmentCredential,
    UsernamePasswordCredential,
)
from azure.mgmt.resource import SubscriptionClient
from steps import ARM, AT_ARM, LOGIN, SUBSCRIPTION, TENANT, WORK, refused, same, step

HERE = {"authority": LOGIN, "disable_instance_discovery": True}
AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"
# MSAL asks for a user's realm at port 443 of the authority, whatever port that has: proxy.py passes that on to identity.
BY_PROXY = {"proxies": {"https": os.environ["MLTWIN_CLIENTS_PROXY"]}}
USER = {"username": os.environ["MLTWIN_USER_NAME"], "tenant_id": TENANT, "client_id": AZURE_CLI}


def subscriptions(credential):
    return [one.subscription_id for one in SubscriptionClient(credential, **AT_ARM).subscriptions.list()]


with step("EnvironmentCredential"):
    same(SUBSCRIPTION in subscriptions(EnvironmentCredential(**HERE)), True)
with step("CertificateCredential"):
    pem = pathlib.Path(WORK, "sp1.pem").read_bytes()
    made = CertificateCredential(TENANT, os.environ["MLTWIN_SP1_CLIENT_ID"], certificate_data=pem, **HERE)
    same(SUBSCRIPTION in subscriptions(made), True)
with step("UsernamePasswordCredential"):
    made = UsernamePasswordCredential(password=os.environ["MLTWIN_USER_PASSWORD"], **USER, **HERE, **BY_PROXY)
    same(SUBSCRIPTION in subscriptions(made), True)
with refused("UsernamePasswordCredential with a wrong password", "AADSTS50126", ClientAuthenticationError):
    UsernamePasswordCredential(password="wrong", **USER, **HERE, **BY_PROXY).get_token(ARM + "/.default")
with refused("ClientSecretCredential with a wrong secret", "AADSTS7000215", ClientAuthenticationError):
    ClientSecretCredential(TENANT, os.environ["MLTWIN_OWNER_CLIENT_ID"], "wrong", **HERE).get_token(ARM + "/.default")
with refused("ClientSecretCredential of an unknown tenant", "Unable to get authority configuration", ClientAuthenticationError):
    tenant = "99999999-0000-4000-8000-000000000000"
    ClientSecretCredential(tenant, os.environ["MLTWIN_OWNER_CLIENT_ID"], "x", **HERE).get_token(ARM + "/.default")
