package io.mltwin.workspace.storage.blob;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.storage.encryption.EncryptionScopeBody;
import io.mltwin.workspace.storage.encryption.EncryptionScopeRequest;
import io.mltwin.workspace.storage.encryption.EncryptionScopeService;
import java.util.Map;

/** Makes and changes encryption scopes of an account. */
record TestScopes(EncryptionScopeService arm, ArmResourceId account) {

    EncryptionScopeBody scope(String scope, String source, String keyUri) {
        return put(scope, source, null, keyUri, null);
    }

    void state(String scope, String state) {
        put(scope, null, state, null, null);
    }

    EncryptionScopeBody put(String scope, String source, String state, String keyUri, Boolean layered) {
        ArmResourceId id = account.child("encryptionScopes", scope);
        EncryptionScopeRequest request = new EncryptionScopeRequest(new EncryptionScopeRequest.Properties(
                source, state, keyUri == null ? null : new EncryptionScopeRequest.KeyVaultProperties(keyUri), layered));
        return arm.put(id, arm.preparePut(id, request)).body();
    }

    /** With the same text as metadata. */
    static void upload(BlobClient client, String text) {
        client.uploadWithResponse(
                new BlobParallelUploadOptions(BinaryData.fromString(text)).setMetadata(Map.of("finding", text)),
                null,
                Context.NONE);
    }
}
