package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.secrets.SecretBody.Deleted;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;

/** Maps a secret's rows to its wire form. */
final class SecretMapper {

    private SecretMapper() {}

    /** Maps a version with its version in the id; null for {@code value} leaves it out. */
    static SecretBody version(SecretVersionEntity entity, String value, OpenedVault in) {
        return body(entity, value, in, entity.version);
    }

    /** Maps a version without version in the id, as in the list of secrets. */
    static SecretBody item(SecretVersionEntity latest, OpenedVault in) {
        return body(latest, null, in, null);
    }

    private static SecretBody body(SecretVersionEntity entity, String value, OpenedVault in, String version) {
        return new SecretBody(
                value,
                new ObjectId(in.url(), Kind.SECRETS, entity.owner.name, version).toString(),
                entity.contentType,
                entity.attributes(in.vault()),
                Tags.read(entity.tags),
                version == null ? null : kid(entity, in),
                managed(entity));
    }

    /** Maps a deleted secret, with its version in the id when it is shown alone. */
    static Deleted deleted(SecretVersionEntity latest, boolean withVersion, OpenedVault in) {
        SecretEntity secret = latest.owner;
        ObjectId id = new ObjectId(in.url(), Kind.SECRETS, secret.name, withVersion ? latest.version : null);
        return new Deleted(
                id.recoveryId(),
                secret.deletedAt.getEpochSecond(),
                secret.scheduledPurgeAt.getEpochSecond(),
                id.toString(),
                latest.contentType,
                latest.attributes(in.vault()),
                Tags.read(latest.tags),
                withVersion ? kid(latest, in) : null,
                managed(latest));
    }

    /** Returns the id of the certificate's key, which has the same name and version. */
    private static String kid(SecretVersionEntity entity, OpenedVault in) {
        return entity.owner.managed
                ? new ObjectId(in.url(), Kind.KEYS, entity.owner.name, entity.version).toString()
                : null;
    }

    private static Boolean managed(SecretVersionEntity entity) {
        return entity.owner.managed ? true : null;
    }
}
