package io.mltwin.workspace.deployments;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.deployments.template.DeploymentPlan;
import io.mltwin.workspace.deployments.template.PlannedResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code providers}, {@code dependencies} and {@code validatedResources} of a deployment. */
record DeploymentShape(List<Provider> providers, List<Dependency> dependencies, List<Reference> resources) {

    /** A namespace whose resources are deployed. */
    record Provider(String namespace, List<Type> resourceTypes) {}

    /** One of its types. */
    record Type(String resourceType, List<String> locations) {}

    /** A resource that waits for others. */
    record Dependency(List<Named> dependsOn, String id, String resourceType, String resourceName) {}

    /** A resource that is waited for. */
    record Named(String id, String resourceType, String resourceName) {}

    /** A resource by its id. */
    record Reference(String id) {}

    static DeploymentShape of(DeploymentPlan plan) {
        Map<String, Map<String, Type>> types = new LinkedHashMap<>();
        List<Dependency> dependencies = new ArrayList<>();
        List<Reference> references = new ArrayList<>();
        for (PlannedResource resource : plan.resources()) {
            ArmResourceId id = resource.id();
            String type = String.join("/", id.types());
            types.computeIfAbsent(id.namespace(), namespace -> new LinkedHashMap<>())
                    .putIfAbsent(type, new Type(type, List.of()));
            references.add(new Reference(id.toString()));
            if (!resource.after().isEmpty()) {
                dependencies.add(new Dependency(
                        resource.after().stream().map(DeploymentShape::named).toList(),
                        id.toString(),
                        id.type(),
                        String.join("/", id.names())));
            }
        }
        List<Provider> providers = new ArrayList<>();
        types.forEach((namespace, each) -> providers.add(new Provider(namespace, List.copyOf(each.values()))));
        return new DeploymentShape(providers, dependencies, references);
    }

    private static Named named(PlannedResource resource) {
        ArmResourceId id = resource.id();
        return new Named(id.toString(), id.type(), String.join("/", id.names()));
    }
}
