package io.mltwin.workspace.storage.blob;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.resourceprovider.ResourceTypes;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.storage.encryption.EncryptionScopeBody;
import io.mltwin.workspace.storage.encryption.EncryptionScopeRequest;
import java.util.List;
import java.util.Map;

/** Makes and changes encryption scopes of an account. */
record TestScopes(ResourceTypes arm, ArmResourceId account) {

    EncryptionScopeBody scope(String scope, String source, String keyUri) {
        return put(scope, source, null, keyUri, null);
    }

    void state(String scope, String state) {
        put(scope, null, state, null, null);
    }

    EncryptionScopeBody put(String scope, String source, String state, String keyUri, Boolean layered) {
        EncryptionScopeRequest request = new EncryptionScopeRequest(new EncryptionScopeRequest.Properties(
                source, state, keyUri == null ? null : new EncryptionScopeRequest.KeyVaultProperties(keyUri), layered));
        return send("PUT", scope, request);
    }

    EncryptionScopeBody get(String scope) {
        return send("GET", scope, null);
    }

    private EncryptionScopeBody send(String method, String scope, EncryptionScopeRequest request) {
        ArmTarget target =
                ArmTarget.parse(account.child("encryptionScopes", scope).toString());
        Caller caller = new Caller(TestIssuer.TENANT, "somebody", null, null, List.of());
        ArmCall call = new ArmCall(
                method, target, "2023-01-01", Map.of(), request == null ? null : Json.tree(request), caller, null, "");
        return Json.read(arm.handle(call).body(), EncryptionScopeBody.class);
    }

    /** With the same text as metadata. */
    static void upload(BlobClient client, String text) {
        client.uploadWithResponse(
                new BlobParallelUploadOptions(BinaryData.fromString(text)).setMetadata(Map.of("finding", text)),
                null,
                Context.NONE);
    }
}
