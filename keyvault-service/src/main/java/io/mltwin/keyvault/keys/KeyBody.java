package io.mltwin.keyvault.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.keyvault.keys.material.Jwk;
import io.mltwin.keyvault.objects.Attributes;
import java.util.List;
import java.util.Map;

/**
 * A key in answers (API 7.4).
 *
 * @param managed true for a certificate's key, else absent
 */
public record KeyBody(Jwk key, Attributes attributes, Map<String, String> tags, Boolean managed) {

    /** The request for a new key. */
    public record Create(
            String kty,
            @JsonProperty("key_size") Integer size,
            @JsonProperty("public_exponent") Integer publicExponent,
            @JsonProperty("crv") String curve,
            @JsonProperty("key_ops") List<String> operations,
            Attributes attributes,
            Map<String, String> tags,
            @JsonProperty("release_policy") JsonNode releasePolicy) {}

    /** The request for an import. */
    public record Import(
            Jwk key,
            Boolean hsm,
            Attributes attributes,
            Map<String, String> tags,
            @JsonProperty("release_policy") JsonNode releasePolicy) {}

    /** The changes of an update; null changes nothing. */
    public record Update(
            @JsonProperty("key_ops") List<String> operations,
            Attributes attributes,
            Map<String, String> tags,
            @JsonProperty("release_policy") JsonNode releasePolicy) {}

    /** An item of a list. */
    public record Item(String kid, Attributes attributes, Map<String, String> tags, Boolean managed) {}

    /** A soft-deleted key. */
    public record Deleted(
            String recoveryId,
            Long deletedDate,
            Long scheduledPurgeDate,
            Jwk key,
            Attributes attributes,
            Map<String, String> tags,
            Boolean managed) {}

    /** An item of the list of soft-deleted keys. */
    public record DeletedItem(
            String recoveryId,
            Long deletedDate,
            Long scheduledPurgeDate,
            String kid,
            Attributes attributes,
            Map<String, String> tags,
            Boolean managed) {}
}
