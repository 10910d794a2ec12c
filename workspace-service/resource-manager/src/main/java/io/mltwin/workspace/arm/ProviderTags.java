package io.mltwin.workspace.arm;

import static io.mltwin.armweb.AzureException.notBuilt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.Json;
import io.mltwin.workspace.tags.Tags.TaggedResources;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Tells a resource's provider its new tags. Permission, locks and policies were asked about the
 * request for the tags, which is what the activity log names.
 */
@Singleton
record ProviderTags(ResourceProviders providers) implements TaggedResources {
    /** A version whose PATCH no provider answers by a long-running operation. */
    private static final String VERSION = "2020-08-01";

    @Override
    public void retag(ArmResourceId resource, Map<String, String> tags, ArmCall call) {
        ObjectNode body = Json.object();
        body.set("tags", Json.tree(tags));
        ArmCall patch = new ArmCall(
                "PATCH",
                ArmTarget.parse(resource.toString()),
                VERSION,
                Map.of("api-version", VERSION),
                body,
                call.caller(),
                call.correlationId(),
                call.baseUrl());
        ArmAnswer answer = providers.handle(patch, Json.bytes(body));
        if (answer.operationId() != null) {
            throw notBuilt("Tags of a " + resource.type());
        }
    }
}
