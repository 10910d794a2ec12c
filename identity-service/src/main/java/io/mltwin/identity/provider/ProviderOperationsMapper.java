package io.mltwin.identity.provider;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.provider.ProviderOperationsBody.Operation;
import io.mltwin.identity.provider.ProviderOperationsBody.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sorts a provider's operations by resource type. Deviation: their display names and descriptions
 * are made from their names.
 */
final class ProviderOperationsMapper {

    private static final String TYPE = "Microsoft.Authorization/providerOperations";

    private ProviderOperationsMapper() {}

    static ProviderOperationsBody body(ProviderOperations.Namespace provider, boolean expanded) {
        Map<String, List<Operation>> byType = new LinkedHashMap<>();
        List<Operation> own = new ArrayList<>();
        provider.operations().forEach(name -> add(provider, name, false, byType, own));
        provider.dataOperations().forEach(name -> add(provider, name, true, byType, own));
        List<ResourceType> types = new ArrayList<>();
        if (expanded) {
            byType.forEach((type, found) -> types.add(new ResourceType(type, type, found)));
        }
        return new ProviderOperationsBody(
                "/providers/" + TYPE + "/" + provider.namespace(),
                TYPE,
                provider.namespace(),
                provider.displayName(),
                types,
                own);
    }

    private static void add(
            ProviderOperations.Namespace provider,
            String name,
            boolean data,
            Map<String, List<Operation>> byType,
            List<Operation> own) {
        List<String> parts = List.of(name.split("/"));
        boolean isAction = AsciiCase.equal(parts.get(parts.size() - 1), "action");
        int verb = parts.size() - (isAction ? 2 : 1);
        String type = String.join("/", parts.subList(1, Math.max(1, verb)));
        String what = type.isEmpty() ? provider.displayName() : type;
        Operation operation = new Operation(
                name,
                parts.get(verb) + " " + what,
                "The operation '" + parts.get(verb) + "' on " + what + ".",
                "user,system",
                data);
        if (type.isEmpty()) {
            own.add(operation);
        } else {
            byType.computeIfAbsent(type, first -> new ArrayList<>()).add(operation);
        }
    }
}
