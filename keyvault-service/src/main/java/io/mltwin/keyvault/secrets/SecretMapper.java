package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.VaultAuthorizer.Opened;
import io.mltwin.keyvault.secrets.SecretBody.Deleted;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;

/** Between a secret's rows and its wire form. */
final class SecretMapper {

    private SecretMapper() {}

    /** With version in the id; {@code value} null leaves it out. */
    static SecretBody version(SecretVersionEntity entity, String value, Opened in) {
        return body(entity, value, in, entity.version);
    }

    /** Without version in the id, as in the list of secrets. */
    static SecretBody item(SecretVersionEntity latest, Opened in) {
        return body(latest, null, in, null);
    }

    private static SecretBody body(
            SecretVersionEntity entity, String value, Opened in, String version) {
        return new SecretBody(
                value,
                new ObjectId(in.url(), Kind.SECRETS, entity.owner.name, version).toString(),
                entity.contentType,
                entity.shown(in.vault()),
                Tags.read(entity.tags),
                version == null ? null : kid(entity, in),
                managed(entity));
    }

    /** A deleted secret; with its version in the id when it is shown alone. */
    static Deleted deleted(SecretVersionEntity latest, boolean withVersion, Opened in) {
        SecretEntity secret = latest.owner;
        ObjectId id =
                new ObjectId(
                        in.url(), Kind.SECRETS, secret.name, withVersion ? latest.version : null);
        return new Deleted(
                id.recoveryId(),
                secret.deletedAt.getEpochSecond(),
                secret.scheduledPurgeAt.getEpochSecond(),
                id.toString(),
                latest.contentType,
                latest.shown(in.vault()),
                Tags.read(latest.tags),
                withVersion ? kid(latest, in) : null,
                managed(latest));
    }

    /** Secret, key and certificate of one name have the same versions. */
    private static String kid(SecretVersionEntity entity, Opened in) {
        return entity.owner.managed
                ? new ObjectId(in.url(), Kind.KEYS, entity.owner.name, entity.version).toString()
                : null;
    }

    private static Boolean managed(SecretVersionEntity entity) {
        return entity.owner.managed ? true : null;
    }
}
