package io.mltwin.workspace.arm;

import static io.mltwin.armweb.ArmErrors.subscriptionNotFound;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.subscriptions.Subscription;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asks providers about their resources for ARM itself, as nobody's caller and unlogged. */
@Singleton
record ProviderReads(ResourceProviders providers, Subscriptions subscriptions, Addresses addresses)
        implements ResourceSource {
    private static final String VERSION = "2022-10-01";

    @Override
    public JsonNode read(ArmResourceId id) {
        try {
            return providers.handle(question(id), null).body();
        } catch (AzureException fault) {
            if (fault.status() == 404) {
                return null;
            }
            throw fault;
        }
    }

    ArmCall question(ArmResourceId id) {
        return new ArmCall(
                "GET",
                ArmTarget.parse(id.toString()),
                VERSION,
                Map.of("api-version", VERSION),
                null,
                new Caller(tenant(id), "resource-index", null, null, List.of()),
                UUID.randomUUID().toString(),
                addresses.management());
    }

    /** An assertion to a provider names the tenant that the resource lies in. */
    private String tenant(ArmResourceId id) {
        return subscriptions
                .find(id.subscriptionId())
                .map(Subscription::tenantId)
                .orElseThrow(() -> subscriptionNotFound(id.subscriptionId()));
    }
}
