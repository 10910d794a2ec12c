"""azure-mgmt-keyvault, and azure-keyvault-secrets, -keys and -certificates in the vault it makes."""

import os

from azure.core.exceptions import ResourceNotFoundError
from azure.keyvault.certificates import CertificateClient, CertificateContentType, CertificatePolicy
from azure.keyvault.keys import KeyClient
from azure.keyvault.keys.crypto import EncryptionAlgorithm, KeyWrapAlgorithm, SignatureAlgorithm
from azure.keyvault.secrets import SecretClient
from azure.mgmt.keyvault import KeyVaultManagementClient
from azure.mgmt.resource import ResourceManagementClient
from steps import AT_ARM, OBJECT_ID, REGION, RUN, SUBSCRIPTION, TENANT, credential, refused, same, step

GROUP, NAME = f"py-vault-{RUN}", f"pykv{RUN}"
me = credential()
arm = ResourceManagementClient(me, SUBSCRIPTION, **AT_ARM)
vaults = KeyVaultManagementClient(me, SUBSCRIPTION, **AT_ARM).vaults
arm.resource_groups.create_or_update(GROUP, {"location": REGION})

with step("vaults.begin_create_or_update"):
    every = ["all"]
    vault = vaults.begin_create_or_update(GROUP, NAME, {"location": REGION, "properties": {
        "tenantId": TENANT, "sku": {"family": "A", "name": "standard"}, "enableSoftDelete": True,
        "accessPolicies": [{"tenantId": TENANT, "objectId": OBJECT_ID,
                            "permissions": {"secrets": every, "keys": every, "certificates": every}}]}}).result()
    same(vault.properties.vault_uri, os.environ["MLTWIN_VAULT_URL_PATTERN"].replace("{name}", NAME) + "/")
with step("vaults.list_by_subscription"):
    same(NAME in [one.name for one in vaults.list_by_subscription()], True)
with step("vaults.check_name_availability"):
    asked = vaults.check_name_availability({"name": NAME, "type": "Microsoft.KeyVault/vaults"})
    same(asked.name_available, False)

url = vault.properties.vault_uri
secrets = SecretClient(url, me)
with step("SecretClient.set_secret"):
    same(secrets.set_secret("s1", "one", tags={"a": "b"}).value, "one")
with step("SecretClient.get_secret"):
    same(secrets.get_secret("s1").value, "one")
with step("SecretClient.list_properties_of_secrets, by pages"):
    for number in range(6):
        secrets.set_secret(f"many{number}", "x")
    pages = [len(list(page)) for page in secrets.list_properties_of_secrets(max_page_size=3).by_page()]
    same(pages, [3, 3, 1])
with step("SecretClient.update_secret_properties and the versions"):
    first = secrets.get_secret("s1").properties.version
    secrets.set_secret("s1", "two")
    secrets.update_secret_properties("s1", version=first, content_type="text/plain")
    same(len(list(secrets.list_properties_of_secret_versions("s1"))), 2)
with step("SecretClient.backup_secret, delete, purge, restore_secret_backup"):
    saved = secrets.backup_secret("s1")
    secrets.begin_delete_secret("s1").wait()
    secrets.purge_deleted_secret("s1")
    secrets.restore_secret_backup(saved)
    same(secrets.get_secret("s1").value, "two")
with step("SecretClient.begin_recover_deleted_secret"):
    secrets.begin_delete_secret("s1").wait()
    secrets.begin_recover_deleted_secret("s1").wait()
    same(secrets.get_secret("s1").value, "two")
with refused("SecretClient.get_secret of what is not there", "SecretNotFound", ResourceNotFoundError):
    secrets.get_secret("none")
with refused("SecretClient of whom no policy names", "Forbidden"):
    SecretClient(url, credential("READER")).get_secret("s1")

keys = KeyClient(url, me)
with step("KeyClient.create_rsa_key"):
    same(keys.create_rsa_key("k1", size=2048).key_type, "RSA")
with step("CryptographyClient of an RSA key"):
    crypto = keys.get_cryptography_client("k1")
    sealed = crypto.encrypt(EncryptionAlgorithm.rsa_oaep_256, b"hello")
    same(crypto.decrypt(sealed.algorithm, sealed.ciphertext).plaintext, b"hello")
    wrapped = crypto.wrap_key(KeyWrapAlgorithm.rsa_oaep_256, b"0123456789abcdef")
    same(crypto.unwrap_key(wrapped.algorithm, wrapped.encrypted_key).key, b"0123456789abcdef")
with step("CryptographyClient of an EC key"):
    crypto = keys.get_cryptography_client(keys.create_ec_key("k2", curve="P-256").name)
    digest = b"0123456789abcdef" * 2
    signed = crypto.sign(SignatureAlgorithm.es256, digest)
    same(crypto.verify(signed.algorithm, digest, signed.signature).is_valid, True)
with step("CryptographyClient of a symmetric key of a premium vault"):
    vault.properties.sku.name = "premium"
    vaults.begin_create_or_update(GROUP, NAME, {"location": REGION, "properties": vault.properties}).wait()
    crypto = keys.get_cryptography_client(keys.create_oct_key("k3", size=256).name)
    sealed = crypto.encrypt(EncryptionAlgorithm.a256_gcm, b"hello", additional_authenticated_data=b"more")
    same(crypto.decrypt(sealed.algorithm, sealed.ciphertext, iv=sealed.iv, authentication_tag=sealed.tag,
                        additional_authenticated_data=b"more").plaintext, b"hello")
with step("KeyClient.rotate_key and the versions"):
    keys.rotate_key("k1")
    same(len(list(keys.list_properties_of_key_versions("k1"))), 2)
with step("KeyClient.backup_key, delete, purge, restore_key_backup"):
    saved = keys.backup_key("k1")
    keys.begin_delete_key("k1").wait()
    keys.purge_deleted_key("k1")
    same(keys.restore_key_backup(saved).name, "k1")

certificates = CertificateClient(url, me)
with step("CertificateClient.begin_create_certificate"):
    made = certificates.begin_create_certificate("c1", CertificatePolicy.get_default()).result()
    same(made.name, "c1")
with step("CertificateClient.get_certificate and its secret"):
    same(certificates.get_certificate("c1").policy.issuer_name, "Self")
    same(secrets.get_secret("c1").properties.content_type, "application/x-pkcs12")
with step("CertificateClient.import_certificate of a PEM file"):
    pem = secrets.get_secret(certificates.begin_create_certificate("c2", CertificatePolicy(
        issuer_name="Self", subject="CN=pem", content_type=CertificateContentType.pem)).result().name).value
    brought = certificates.import_certificate(
        "c3", pem.encode(), policy=CertificatePolicy(issuer_name="Unknown", content_type=CertificateContentType.pem))
    same(brought.policy.content_type, CertificateContentType.pem)
with step("CertificateClient.begin_delete_certificate and recover"):
    certificates.begin_delete_certificate("c1").wait()
    same([one.name for one in certificates.list_deleted_certificates()], ["c1"])
    certificates.begin_recover_deleted_certificate("c1").wait()

with step("vaults.delete, get_deleted, begin_purge_deleted"):
    vaults.delete(GROUP, NAME)
    same(vaults.get_deleted(NAME, REGION).name, NAME)
    vaults.begin_purge_deleted(NAME, REGION).wait()
with refused("vaults.get of what is not there", "ResourceNotFound", ResourceNotFoundError):
    vaults.get(GROUP, NAME)
arm.resource_groups.begin_delete(GROUP)
