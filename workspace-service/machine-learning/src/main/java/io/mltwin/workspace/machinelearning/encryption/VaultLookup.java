package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.unfit;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.arm.ArmPipeline;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Looks up vault and key through Azure Resource Manager, as the caller who asks for the workspace.
 */
@Singleton
record VaultLookup(ArmPipeline pipeline) {
    private static final String API_VERSION = "?api-version=2023-02-01";

    JsonNode vault(ArmCall call, ArmResourceId vault) {
        return read(call, vault).orElseThrow(() -> unfit("The key vault '%s' does not exist.", vault));
    }

    Optional<JsonNode> keyVersion(ArmCall call, ArmResourceId vault, KeyIdentifier key) {
        return read(call, vault.child("keys", key.name()).child("versions", key.version()));
    }

    /** Empty for 404; whatever else keeps it from being read is no answer. */
    private Optional<JsonNode> read(ArmCall call, ArmResourceId id) {
        try {
            return Optional.of(pipeline.call(call.caller(), "GET", id + API_VERSION, null, call.correlationId())
                    .body());
        } catch (AzureException fault) {
            if (fault.status() == 404) {
                return Optional.empty();
            }
            throw fault.status() == 403 ? LinkedAccessAuthorizer.refusal(call, id.type() + "/read", id) : fault;
        }
    }
}
