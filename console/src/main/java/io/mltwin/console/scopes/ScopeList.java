package io.mltwin.console.scopes;

import static io.mltwin.console.azure.ScopeAddress.path;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.parts.ConcurrentParts;
import io.mltwin.console.parts.Part;
import io.mltwin.console.parts.PartGroup;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The subscriptions, resource groups and resources that the signed-in user may read. */
@Singleton
public record ScopeList(ResourceManager arm, ConcurrentParts parts) {

    private static final String VERSION = "?api-version=2021-04-01";

    record Subscription(String id, String displayName) {}

    record Resource(String id) {}

    /** Returns subscriptions, each with its groups and their resources. */
    public List<ScopeLink> all() {
        List<ScopeLink> all = new ArrayList<>();
        for (Subscription subscription : subscriptions()) {
            ArmResourceId id = ArmResourceId.parse(subscription.id());
            all.add(ScopeLink.named(subscription.displayName(), id));
            PartGroup read = parts.group();
            Part<List<ScopeLink>> resources = read.add(() -> resources(id));
            Part<List<ScopeLink>> groups = read.add(() -> links(path(id) + "/resourceGroups" + VERSION));
            read.read();
            for (ScopeLink group : groups.value()) {
                all.add(group);
                resources.value().stream()
                        .filter(one -> AsciiCase.startsWith(one.id(), group.id() + "/"))
                        .forEach(all::add);
            }
        }
        return all;
    }

    /** Returns the resources of one type in all subscriptions. */
    public List<ScopeLink> ofType(String type) {
        return subscriptions().stream()
                .flatMap(one -> resources(ArmResourceId.parse(one.id())).stream())
                .filter(one -> AsciiCase.equal(one.type(), type))
                .toList();
    }

    private List<Subscription> subscriptions() {
        return arm.list("/subscriptions" + VERSION, Subscription.class);
    }

    private List<ScopeLink> resources(ArmResourceId subscription) {
        return links(path(subscription) + "/resources" + VERSION);
    }

    private List<ScopeLink> links(String pathAndQuery) {
        return arm.list(pathAndQuery, Resource.class).stream()
                .map(one -> ScopeLink.of(ArmResourceId.parse(one.id())))
                .toList();
    }
}
