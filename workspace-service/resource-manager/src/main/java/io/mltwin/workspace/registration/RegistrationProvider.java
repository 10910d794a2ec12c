package io.mltwin.workspace.registration;

import static io.mltwin.armweb.ArmErrors.invalidResourceNamespace;
import static io.mltwin.armweb.ArmErrors.methodNotAllowed;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.Regions;
import io.mltwin.armweb.ResourceTypeTable;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * {@code providers}, {@code providers/{namespace}}, {@code register} and {@code unregister} of any
 * namespace; they are no declared types, since each namespace has these paths.
 */
@Singleton
public record RegistrationProvider(Registrations registrations, TypeAliases aliases) {

    /** The aliases of resource types, by which policies name their properties. */
    public interface TypeAliases {

        /** Names of the aliases of a type, each with its path in the type's JSON. */
        Map<String, String> ofType(String type);
    }

    /** A resource provider as a subscription sees it. */
    record RegistrationBody(
            String id,
            String namespace,
            String registrationState,
            String registrationPolicy,
            List<Type> resourceTypes) {

        record Type(
                String resourceType,
                List<String> locations,
                List<String> apiVersions,
                List<Alias> aliases,
                String capabilities) {}

        record Alias(String name, List<Path> paths) {}

        record Path(String path, List<String> apiVersions) {}

        record TypePage(List<Type> value) {}

        record Page(List<RegistrationBody> value) {}
    }

    /** Newest first; what Azure's clients use by default is among them. Any date since 2015 is accepted anyway. */
    private static final List<String> API_VERSIONS = List.of(
            "2024-10-01",
            "2024-04-01",
            "2023-10-01",
            "2023-04-01",
            "2022-10-01",
            "2022-05-01",
            "2021-07-01",
            "2021-04-01",
            "2020-08-01",
            "2019-06-01",
            "2018-07-01",
            "2016-09-01",
            "2015-11-01");

    /** True for the paths that this class answers, at a subscription or the tenant. */
    public boolean answers(ArmCall call) {
        if (!call.id().isRoot() && !call.id().isSubscription()) {
            return false;
        }
        return call.target().isProviderOnly()
                || "providers".equals(call.target().collection())
                || call.id().isSubscription() && (isRegistration(call) || isTypes(call));
    }

    private static boolean isRegistration(ArmCall call) {
        return call.target()
                        .type()
                        .equals(call.target().namespace() + "/" + call.target().collection())
                && (call.isPost("register") || call.isPost("unregister"));
    }

    private static boolean isTypes(ArmCall call) {
        return call.isList()
                && AsciiCase.equal(call.target().type(), call.target().namespace() + "/resourceTypes");
    }

    public ArmAnswer handle(ArmCall call) {
        if ("providers".equals(call.target().collection())) {
            require(call, call.isList());
            List<RegistrationBody> all = ResourceTypeTable.namespaces().stream()
                    .map(namespace -> body(call, namespace))
                    .toList();
            return ArmAnswer.ok(Json.tree(new RegistrationBody.Page(all)));
        }
        String namespace = ResourceTypeTable.namespace(call.target().namespace())
                .orElseThrow(() -> invalidResourceNamespace(call.target().namespace()));
        if (isTypes(call)) {
            return ArmAnswer.ok(Json.tree(new RegistrationBody.TypePage(types(namespace, wantsAliases(call)))));
        }
        if (isRegistration(call)) {
            registrations.set(call.id().subscriptionId(), namespace, call.isPost("register"));
        } else {
            require(call, call.method().equals("GET"));
        }
        return ArmAnswer.ok(Json.tree(body(call, namespace)));
    }

    private static void require(ArmCall call, boolean allowed) {
        if (!allowed) {
            throw methodNotAllowed(call);
        }
    }

    private RegistrationBody body(ArmCall call, String namespace) {
        boolean tenant = call.id().isRoot();
        return new RegistrationBody(
                (tenant ? "" : call.id().toString()) + "/providers/" + namespace,
                namespace,
                tenant ? null : registrations.state(call.id().subscriptionId(), namespace),
                "RegistrationRequired",
                types(namespace, wantsAliases(call)));
    }

    private static boolean wantsAliases(ArmCall call) {
        return AsciiCase.lower(call.query().getOrDefault("$expand", "")).contains("resourcetypes/aliases");
    }

    private List<RegistrationBody.Type> types(String namespace, boolean withAliases) {
        List<String> regions =
                Regions.names().stream().map(Regions::displayName).toList();
        return ResourceTypeTable.types(namespace).stream()
                .map(type -> new RegistrationBody.Type(
                        type, regions, API_VERSIONS, withAliases ? aliases(namespace + "/" + type) : null, "None"))
                .toList();
    }

    private List<RegistrationBody.Alias> aliases(String type) {
        return aliases.ofType(type).entrySet().stream()
                .map(alias -> new RegistrationBody.Alias(
                        alias.getKey(), List.of(new RegistrationBody.Path(alias.getValue(), API_VERSIONS))))
                .toList();
    }
}
