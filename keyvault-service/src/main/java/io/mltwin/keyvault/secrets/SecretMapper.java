package io.mltwin.keyvault.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.keyvault.secrets.SecretBody.Attributes;
import io.mltwin.keyvault.secrets.SecretBody.Deleted;
import io.mltwin.keyvault.vaults.Vault;
import java.time.Instant;
import java.util.Map;

/** Between a secret's rows and its wire form. */
final class SecretMapper {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SecretMapper() {}

    /** With version in the id; {@code value} null leaves it out. */
    static SecretBody version(
            SecretVersionEntity entity, String value, Vault vault, String vaultUrl) {
        SecretId id = new SecretId(vaultUrl, entity.secret.name, entity.version);
        return new SecretBody(
                value, id.toString(), entity.contentType, attributes(entity, vault), tags(entity));
    }

    /** Without version in the id, as in the list of secrets. */
    static SecretBody item(SecretVersionEntity latest, Vault vault, String vaultUrl) {
        SecretId id = new SecretId(vaultUrl, latest.secret.name, null);
        return new SecretBody(
                null, id.toString(), latest.contentType, attributes(latest, vault), tags(latest));
    }

    /** A deleted secret; with its version in the id when it is shown alone. */
    static Deleted deleted(
            SecretVersionEntity latest, boolean withVersion, Vault vault, String vaultUrl) {
        SecretEntity secret = latest.secret;
        SecretId id = new SecretId(vaultUrl, secret.name, withVersion ? latest.version : null);
        return new Deleted(
                id.recoveryId(),
                secret.deletedAt.getEpochSecond(),
                secret.scheduledPurgeAt.getEpochSecond(),
                id.toString(),
                latest.contentType,
                attributes(latest, vault),
                tags(latest));
    }

    private static Attributes attributes(SecretVersionEntity entity, Vault vault) {
        return new Attributes(
                entity.enabled,
                seconds(entity.notBefore),
                seconds(entity.expires),
                seconds(entity.createdAt),
                seconds(entity.updatedAt),
                vault.recoveryLevel(),
                vault.retentionDays());
    }

    static String write(Map<String, String> tags) {
        try {
            return JSON.writeValueAsString(tags == null ? Map.of() : tags);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("tags cannot be stored as JSON", e);
        }
    }

    private static Map<String, String> tags(SecretVersionEntity entity) {
        try {
            return JSON.readValue(entity.tags, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a secret's row holds no valid tags", e);
        }
    }

    static Instant instant(Long epochSeconds) {
        return epochSeconds == null ? null : Instant.ofEpochSecond(epochSeconds);
    }

    private static Long seconds(Instant instant) {
        return instant == null ? null : instant.getEpochSecond();
    }
}
