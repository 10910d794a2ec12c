package io.mltwin.workspace.deployments.template;

import static io.mltwin.workspace.deployments.template.TemplateErrors.circular;
import static io.mltwin.workspace.deployments.template.TemplateErrors.inResource;
import static io.mltwin.workspace.deployments.template.TemplateErrors.notDefined;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.deployments.expressions.Evaluation;
import io.mltwin.workspace.deployments.expressions.Evaluator;
import io.mltwin.workspace.deployments.expressions.ExpressionLocation;
import io.mltwin.workspace.deployments.expressions.ExpressionValidator;
import io.mltwin.workspace.expressions.ExpressionException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds which resource waits for which: what {@code dependsOn} says, what {@code reference()} and
 * {@code list…()} of a resource of the same template imply, and serial loops.
 */
final class Dependencies {

    private final List<PlannedResource> planned;

    private Dependencies(List<PlannedResource> planned) {
        this.planned = planned;
    }

    /**
     * Notes them in the resources.
     *
     * @throws AzureException 400 {@code InvalidTemplate} for a resource that is not in the
     *     template, or a circle
     */
    static void resolve(List<PlannedResource> planned) {
        Dependencies dependencies = new Dependencies(planned);
        planned.stream().filter(PlannedResource::isIncluded).forEach(dependencies::resolve);
        Set<PlannedResource> done = new HashSet<>();
        planned.forEach(resource -> refuseCircle(resource, done, new HashSet<>()));
    }

    private void resolve(PlannedResource resource) {
        try {
            for (JsonNode each : resource.source().path("dependsOn")) {
                String name = Evaluator.value(each, resource.evaluation()).asText();
                resource.evaluation().budget().charge(planned.size());
                List<PlannedResource> found = find(planned, name, resource);
                // the template of a feature store names connections by parameters that may be empty
                if (found.isEmpty() && !name.endsWith("/")) {
                    throw notDefined(name);
                }
                found.forEach(other -> wait(resource, other));
            }
            implied(resource);
        } catch (ExpressionException fault) {
            throw inResource(resource.id().toString(), fault.getMessage());
        }
        if (AsciiCase.equal(resource.source().path("copy").path("mode").asText(""), "serial")) {
            serial(resource);
        }
    }

    private static void wait(PlannedResource resource, PlannedResource other) {
        if (other.isIncluded()) {
            // it is kept and shown, with both ids
            resource.evaluation().budget().charge(256);
            resource.after().add(other);
        }
    }

    private void implied(PlannedResource resource) {
        Evaluation inside =
                resource.evaluation().with(Evaluation.Resources.NONE_YET).at(ExpressionLocation.RESOURCE_BODY);
        for (Map.Entry<String, JsonNode> field : resource.source().properties()) {
            if (field.getKey().equals("resources")) {
                continue;
            }
            for (ExpressionValidator.Named named : ExpressionValidator.named(field.getValue(), inside)) {
                if (!named.versioned() || !named.name().startsWith("/")) {
                    find(planned, named.name(), resource).stream()
                            .filter(other -> other != resource)
                            .forEach(other -> wait(resource, other));
                }
            }
        }
    }

    /** Waits for the whole batch before. */
    private void serial(PlannedResource resource) {
        int batch = Math.max(1, resource.source().path("copy").path("batchSize").asInt(1));
        int ownBatch = resource.indexInLoop() / batch;
        for (PlannedResource other : planned) {
            if (other.source() == resource.source() && other.indexInLoop() / batch == ownBatch - 1) {
                wait(resource, other);
            }
        }
    }

    /** Finds the resources that a symbolic name, an id, a name or the name of a loop means; none when unknown. */
    static List<PlannedResource> find(List<PlannedResource> planned, String name, PlannedResource from) {
        List<PlannedResource> bySymbol =
                planned.stream().filter(other -> name.equals(other.symbol())).toList();
        if (!bySymbol.isEmpty()) {
            return bySymbol;
        }
        String key = key(name, from);
        if (key != null) {
            return planned.stream()
                    .filter(other -> other.id().key().equals(key))
                    .toList();
        }
        List<PlannedResource> byName = planned.stream()
                .filter(other -> AsciiCase.equal(other.fullName(), name))
                .toList();
        if (!byName.isEmpty()) {
            return byName;
        }
        return planned.stream()
                .filter(other -> AsciiCase.equal(name, other.loop()))
                .toList();
    }

    /**
     * Returns an id, also without its scope: {@code Microsoft.Network/virtualNetworks/vn}; else
     * null.
     */
    private static String key(String name, PlannedResource from) {
        int slash = name.indexOf('/');
        if (slash < 0 || slash > 0 && !name.substring(0, slash).contains(".")) {
            return null;
        }
        String id = slash == 0 ? name : from.evaluation().context().scope() + "/providers/" + name;
        try {
            return ArmResourceId.parse(id).key();
        } catch (AzureException none) {
            return slash == 0 ? "" : null;
        }
    }

    private static void refuseCircle(PlannedResource resource, Set<PlannedResource> done, Set<PlannedResource> path) {
        if (done.contains(resource)) {
            return;
        }
        if (!path.add(resource)) {
            throw circular(resource.id().toString());
        }
        resource.after().forEach(other -> refuseCircle(other, done, path));
        path.remove(resource);
        done.add(resource);
    }
}
