package io.mltwin.workspace.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.groups.ResourceGroups;
import io.mltwin.workspace.index.IndexedResource;
import io.mltwin.workspace.index.ResourceIndex;
import io.mltwin.workspace.subscriptions.Subscription;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Filters lists of subscriptions, groups and resources: a caller who may not read at the scope of
 * the list sees the items that it may read, all checked in one call. A caller who sees none is
 * refused.
 */
@Singleton
record ListVisibility(AccessClient access, Subscriptions subscriptions, ResourceGroups groups, ResourceIndex index) {
    private static final Set<String> LISTS_OF_ARM = Set.of(
            "microsoft.resources/subscriptions",
            "microsoft.resources/subscriptions/resourcegroups",
            "microsoft.resources/subscriptions/resources",
            "microsoft.resources/subscriptions/resourcegroups/resources");

    /** An item of a list and a question that shows it when answered yes. */
    private record Candidate(String key, Check check) {}

    boolean isFiltered(ArmCall call) {
        if (!call.isList()) {
            return false;
        }
        String type = AsciiCase.lower(call.target().type());
        if (LISTS_OF_ARM.contains(type)) {
            return true;
        }
        boolean atContainer = call.id().isSubscription() || call.id().isResourceGroup();
        boolean topLevel = type.indexOf('/') == type.lastIndexOf('/');
        return atContainer && topLevel && !call.target().namespace().equals("Microsoft.Resources");
    }

    void authorize(ArmExchange exchange) {
        ArmCall call = exchange.call;
        boolean hasScope = !call.id().isRoot();
        if (hasScope
                && access.isAllowed(
                        call.caller(), new Check(call.action(), call.id().toString(), false))) {
            exchange.call = call.showingAll();
            return;
        }
        List<Candidate> candidates = candidates(exchange);
        List<Check> checks = candidates.stream().map(Candidate::check).toList();
        List<Boolean> decisions = checks.isEmpty() ? List.of() : access.decide(call.caller(), checks);
        Set<String> visible = new HashSet<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (decisions.get(i)) {
                visible.add(candidates.get(i).key());
            }
        }
        if (hasScope && visible.isEmpty()) {
            throw access.refusal(call.caller(), call.action(), call.id().toString());
        }
        exchange.visible = visible;
    }

    private List<Candidate> candidates(ArmExchange exchange) {
        ArmCall call = exchange.call;
        if (call.id().isRoot()) {
            return subscriptions.ofTenant(call.caller().tenantId()).stream()
                    .flatMap(one -> of(one).stream())
                    .toList();
        }
        if (exchange.subscription == null) {
            return List.of();
        }
        String type = call.target().type();
        if (AsciiCase.equal(type, "Microsoft.Resources/subscriptions/resourceGroups")) {
            return groups.ofSubscription(exchange.subscription.subscriptionId()).stream()
                    .map(group -> readable(group.id().key(), group.id()))
                    .toList();
        }
        boolean anyType = LISTS_OF_ARM.contains(AsciiCase.lower(type));
        return resources(call.id()).stream()
                .filter(resource -> anyType || AsciiCase.equal(resource.id().type(), type))
                .map(resource -> readable(resource.id().key(), resource.id()))
                .toList();
    }

    private List<IndexedResource> resources(ArmResourceId scope) {
        return scope.isResourceGroup() ? index.ofGroup(scope) : index.ofSubscription(scope.subscriptionId());
    }

    /** Shows a subscription to those who may read it or anything in it, as sign-in needs it. */
    private List<Candidate> of(Subscription subscription) {
        String key = subscription.id().key();
        List<Candidate> all = new ArrayList<>();
        all.add(readable(key, subscription.id()));
        groups.ofSubscription(subscription.subscriptionId()).forEach(group -> all.add(readable(key, group.id())));
        index.ofSubscription(subscription.subscriptionId()).stream()
                .filter(IndexedResource::isTopLevel)
                .forEach(resource -> all.add(readable(key, resource.id())));
        return all;
    }

    private static Candidate readable(String key, ArmResourceId id) {
        return new Candidate(key, new Check(id.type() + "/read", id.toString(), false));
    }

    /** Returns the answer without the items that the caller may not see. */
    static ArmAnswer filter(ArmAnswer answer, Set<String> visible) {
        if (visible == null
                || answer.body() == null
                || !answer.body().path("value").isArray()) {
            return answer;
        }
        ObjectNode body = answer.body().deepCopy();
        ArrayNode kept = body.putArray("value");
        for (JsonNode item : answer.body().path("value")) {
            if (visible.contains(AsciiCase.lower(item.path("id").asText()))) {
                kept.add(item);
            }
        }
        return new ArmAnswer(answer.status(), body, answer.operationId(), answer.headers());
    }
}
