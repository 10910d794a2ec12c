package io.mltwin.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tenants, people, applications and groups of a seed file, as the fixture names its own.
 *
 * @param root the file
 * @param scope the ids of its names
 */
record SeedDirectory(JsonNode root, JsonNode scope) {

    static boolean isPerson(JsonNode principal) {
        return principal.path("kind").asText().equals("person");
    }

    Fixture fixture() {
        List<Fixture.Tenant> tenants = new ArrayList<>();
        List<Fixture.Subscription> subscriptions = new ArrayList<>();
        List<Fixture.SubscriptionOwner> owners = new ArrayList<>();
        root.path("tenants").properties().forEach(entry -> {
            JsonNode known = scope.path(entry.getKey());
            String shown = entry.getValue().path("displayName").asText(entry.getKey());
            String tenantId = known.path("tenantId").asText();
            String subscription = known.path("subscription").asText();
            tenants.add(new Fixture.Tenant(
                    tenantId, shown, List.of(known.path("domain").asText()), null));
            subscriptions.add(new Fixture.Subscription(subscription, tenantId, shown));
            owners.add(new Fixture.SubscriptionOwner(
                    subscription, objectId(entry.getValue().path("owner").asText())));
        });
        Map<String, Fixture.User> users = new LinkedHashMap<>();
        Map<String, Fixture.ServicePrincipal> applications = new LinkedHashMap<>();
        root.path("principals").properties().forEach(entry -> {
            JsonNode known = scope.path(entry.getKey());
            JsonNode said = entry.getValue();
            String tenantId = known.path("tenantId").asText();
            String shown = said.path("displayName").asText(entry.getKey());
            if (isPerson(said)) {
                users.put(
                        entry.getKey(),
                        new Fixture.User(
                                tenantId,
                                objectId(entry.getKey()),
                                known.path("userPrincipalName").asText(),
                                shown,
                                false));
            } else {
                applications.put(
                        entry.getKey(),
                        new Fixture.ServicePrincipal(
                                tenantId,
                                known.path("applicationId").asText(),
                                objectId(entry.getKey()),
                                shown,
                                false,
                                false,
                                null,
                                null));
            }
        });
        List<Fixture.Group> groups = new ArrayList<>();
        root.path("groups").properties().forEach(entry -> {
            List<String> members = new ArrayList<>();
            entry.getValue().path("members").forEach(member -> members.add(objectId(member.asText())));
            groups.add(new Fixture.Group(
                    scope.path(entry.getKey()).path("tenantId").asText(),
                    objectId(entry.getKey()),
                    entry.getKey(),
                    members));
        });
        return new Fixture(
                tenants,
                subscriptions,
                users,
                Map.of(),
                groups,
                applications,
                owners,
                List.of(),
                List.of(),
                null,
                null,
                List.of());
    }

    private String objectId(String name) {
        return scope.path(name).path("objectId").asText();
    }
}
