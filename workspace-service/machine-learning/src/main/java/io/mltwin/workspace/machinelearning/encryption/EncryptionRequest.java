package io.mltwin.workspace.machinelearning.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import java.util.Optional;

/**
 * A request for a workspace under a customer's key, as the checks see it; what must be asked of
 * others is asked once, by the first check that wants it.
 */
final class EncryptionRequest {

    private final ArmCall call;
    private final String region;
    private final EncryptionBody given;
    private final VaultLookup lookup;
    private final String vaultHost;
    private JsonNode vault;

    EncryptionRequest(ArmCall call, String region, EncryptionBody given, VaultLookup lookup, String vaultHost) {
        this.call = call;
        this.region = region;
        this.given = given;
        this.lookup = lookup;
        this.vaultHost = vaultHost;
    }

    ArmCall call() {
        return call;
    }

    String region() {
        return region;
    }

    EncryptionBody given() {
        return given;
    }

    /** The vault's ARM id; only after the pair has been checked. */
    ArmResourceId vaultId() {
        return ArmResourceId.parse(given.vault());
    }

    /** Only after the identifier has been checked. */
    KeyIdentifier key() {
        return KeyIdentifier.read(given.key()).orElseThrow();
    }

    /** The host of the vault that the request names. */
    String vaultHost() {
        return vaultHost;
    }

    /** The vault as the caller sees it. */
    JsonNode vault() {
        if (vault == null) {
            vault = lookup.vault(call, vaultId());
        }
        return vault;
    }

    JsonNode vaultProperties() {
        return vault().path("properties");
    }

    /** The key's version as the caller sees it; empty when there is none such. */
    Optional<JsonNode> keyVersion() {
        return lookup.keyVersion(call, vaultId(), key());
    }

    /** A refusal's words for the vault. */
    String vaultName() {
        return "The key vault '" + vaultId().name() + "'";
    }
}
