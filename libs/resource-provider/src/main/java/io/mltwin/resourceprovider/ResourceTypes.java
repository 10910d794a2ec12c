package io.mltwin.resourceprovider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All types that this service's resource providers declare; answers calls for them. */
@Singleton
public class ResourceTypes {

    /** The objects with which operations on resources run. */
    record ChangeContext(ObjectMapper json, Transactions transactions, ResourceClaims claims) {}

    private final Map<String, ResourceType> byName = new HashMap<>();
    private final ObjectMapper json;
    private final ChangeContext context;

    /**
     * Collects the declarations.
     *
     * @throws IllegalStateException when a type is declared twice
     */
    @Inject
    ResourceTypes(
            @All List<ResourceProvider> providers,
            ObjectMapper json,
            Transactions transactions,
            ResourceClaims claims) {
        this.json = json;
        this.context = new ChangeContext(json, transactions, claims);
        for (ResourceProvider provider : providers) {
            for (ResourceType type : provider.types()) {
                if (byName.put(AsciiCase.lower(type.name()), type) != null) {
                    throw new IllegalStateException(type.name() + " is declared twice");
                }
            }
        }
    }

    /** True when the type, or one that it lies below, is declared. */
    public boolean cover(String type) {
        for (String name = AsciiCase.lower(type); name != null; name = parent(name)) {
            if (byName.containsKey(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Answers a call for a type that is {@linkplain #cover covered}.
     *
     * @throws AzureException 405 for a verb that the type does not have; 501 for an action or a
     *     type that mltwin lacks; what the operation itself throws
     */
    public ArmAnswer handle(ArmCall call) {
        return answer(run(Enumerations.spelled(call)));
    }

    /** True when a declared type has a resource of this id. */
    public boolean exists(ArmResourceId id) {
        ResourceType type = byName.get(AsciiCase.lower(id.type()));
        return type != null && type.exists(id, context);
    }

    private Outcome run(ArmCall call) {
        String name = AsciiCase.lower(call.target().type());
        ResourceType type = byName.get(name);
        if (type != null) {
            return type.run(verb(call), call, context);
        }
        ResourceType parent = byName.get(parent(name));
        String action = call.target().collection();
        if (parent != null && call.method().equals("POST") && action != null && parent.hasAction(action)) {
            return parent.runAction(action, call, context);
        }
        throw notBuilt(call);
    }

    static AzureException notBuilt(ArmCall call) {
        return AzureException.notBuilt("%s of %s", call.method(), call.target().type());
    }

    /** Returns the verb of a call, or null for a method that fits none. */
    private static Verb verb(ArmCall call) {
        boolean ofType = call.target().collection() != null;
        return switch (call.method()) {
            case "GET" -> ofType ? Verb.LIST : Verb.GET;
            case "HEAD" -> ofType ? null : Verb.GET;
            case "PUT" -> ofType ? null : Verb.PUT;
            case "PATCH" -> ofType ? null : Verb.PATCH;
            case "DELETE" -> ofType ? null : Verb.DELETE;
            case "POST" -> ofType ? Verb.POST : null;
            default -> null;
        };
    }

    private static String parent(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? null : name.substring(0, slash);
    }

    private ArmAnswer answer(Outcome outcome) {
        JsonNode body = null;
        if (outcome.body() instanceof Collection<?> items) {
            body = json.createObjectNode().set("value", json.valueToTree(items));
        } else if (outcome.body() != null) {
            body = json.valueToTree(outcome.body());
        }
        return new ArmAnswer(outcome.status(), body, outcome.operationId(), outcome.headers());
    }
}
