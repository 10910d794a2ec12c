package io.mltwin.resourceprovider;

import static io.mltwin.armweb.ArmErrors.methodNotAllowed;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ResourceTypes.ChangeContext;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The declaration of one type of Azure Resource Manager: its verbs and actions, and the code of
 * each. A verb that is not declared answers 405; an action, or a type below this one, that is not
 * declared answers 501.
 */
public final class ResourceType {

    /** The verbs of a type. */
    public enum Verb {
        /** GET or HEAD of one resource. */
        GET,
        /** GET of the resources of a scope. */
        LIST,
        PUT,
        PATCH,
        DELETE,
        /** POST to the type itself, such as {@code Microsoft.KeyVault/checkNameAvailability}. */
        POST
    }

    private static final String NEWEST_VERSION = "2025-01-01";

    @FunctionalInterface
    private interface Operation {
        Outcome run(ArmCall call, ChangeContext context);
    }

    private final String name;
    private final Consumer<ArmCall> requirement;
    private final Map<Verb, Operation> verbs;
    private final Map<String, Operation> actions;
    private final Set<Verb> absent;
    private final boolean isHeadEmpty;
    private final Predicate<ArmResourceId> finder;

    private ResourceType(Builder declared) {
        this.name = declared.name;
        this.requirement = declared.requirement;
        this.verbs = new EnumMap<>(declared.verbs);
        this.actions = Map.copyOf(declared.actions);
        this.absent = EnumSet.copyOf(declared.absent);
        this.isHeadEmpty = declared.isHeadEmpty;
        this.finder = declared.finder;
    }

    /** Starts the declaration of a type, {@code Microsoft.KeyVault/vaults}. */
    public static Builder named(String type) {
        return new Builder(type);
    }

    /**
     * Declares a type, or a whole namespace, that Azure has and mltwin lacks: all that is asked of
     * it, and of the types below it, answers 501.
     */
    public static ResourceType notBuilt(String typeOrNamespace) {
        return named(typeOrNamespace).notBuilt(Verb.values()).build();
    }

    /** Full type, {@code Microsoft.KeyVault/vaults}. */
    public String name() {
        return name;
    }

    boolean hasAction(String action) {
        return actions.containsKey(AsciiCase.lower(action));
    }

    /** Runs a verb of this type. */
    Outcome run(Verb verb, ArmCall call, ChangeContext context) {
        requirement.accept(call);
        Operation operation = verbs.get(verb);
        if (operation == null) {
            throw verb != null && absent.contains(verb) ? ResourceTypes.notBuilt(call) : methodNotAllowed(call);
        }
        Outcome outcome = operation.run(call, context);
        return isHeadEmpty && call.method().equals("HEAD") ? Outcome.noContent() : outcome;
    }

    /** True when there is a resource of this type and id. */
    boolean exists(ArmResourceId id, ChangeContext context) {
        if (finder != null) {
            return finder.test(id);
        }
        Operation get = verbs.get(Verb.GET);
        try {
            return get != null && get.run(existenceCheck(id), context) != null;
        } catch (AzureException fault) {
            if (fault.status() == 404) {
                return false;
            }
            throw fault;
        }
    }

    /**
     * Returns the GET of a resource that Azure Resource Manager itself asks for, on nobody's
     * behalf.
     */
    private static ArmCall existenceCheck(ArmResourceId id) {
        return new ArmCall(
                "GET",
                ArmTarget.parse(id.toString()),
                NEWEST_VERSION,
                Map.of("api-version", NEWEST_VERSION),
                null,
                new Caller(null, "azure-resource-manager", null, null, List.of()),
                null,
                "");
    }

    /** Runs an action of a resource of this type. */
    Outcome runAction(String action, ArmCall call, ChangeContext context) {
        requirement.accept(call);
        return actions.get(AsciiCase.lower(action)).run(call, context);
    }

    /** Collects the verbs and actions of a type. */
    public static final class Builder {
        private final String name;
        private final Map<Verb, Operation> verbs = new EnumMap<>(Verb.class);
        private final Map<String, Operation> actions = new HashMap<>();
        private final Set<Verb> absent = EnumSet.noneOf(Verb.class);
        private Consumer<ArmCall> requirement = call -> {};
        private boolean isHeadEmpty;
        private Predicate<ArmResourceId> finder;

        private Builder(String name) {
            this.name = name;
        }

        /** Adds a check of every call for this type, whatever its verb; it throws where the call fails it. */
        public Builder require(Consumer<ArmCall> requirement) {
            this.requirement = this.requirement.andThen(requirement);
            return this;
        }

        /** Shows a resource; throws 404 when there is none. */
        public Builder get(Function<ArmCall, ?> reader) {
            return verb(Verb.GET, reading(reader));
        }

        /**
         * Shows the resources of a scope: a list, which becomes the member {@code value} of a page,
         * or a page.
         */
        public Builder list(Function<ArmCall, ?> reader) {
            return verb(Verb.LIST, reading(reader));
        }

        /** Makes or replaces a resource. */
        public Builder put(ResourceChange<?, ?> change) {
            return verb(Verb.PUT, change::run);
        }

        /** Changes what the request names of a resource. */
        public Builder patch(ResourceChange<?, ?> change) {
            return verb(Verb.PATCH, change::run);
        }

        /** Deletes a resource. */
        public Builder delete(ResourceChange<?, ?> change) {
            return verb(Verb.DELETE, change::run);
        }

        /** Deletes a resource in one transaction. */
        public Builder delete(Function<ArmCall, Outcome> change) {
            return delete(ResourceChange.withoutBody().apply(change));
        }

        /** Answers a POST to the type itself that changes nothing. */
        public Builder post(Function<ArmCall, ?> reader) {
            return verb(Verb.POST, reading(reader));
        }

        /** Answers a POST to the type itself. */
        public Builder post(ResourceChange<?, ?> change) {
            return verb(Verb.POST, change::run);
        }

        /** Answers a POST below a resource that changes nothing, {@code listKeys}. */
        public Builder action(String action, Function<ArmCall, ?> reader) {
            return action(action, reading(reader));
        }

        /** Answers a POST below a resource. */
        public Builder action(String action, ResourceChange<?, ?> change) {
            return action(action, change::run);
        }

        /**
         * Sets how it is found out whether a resource exists, where its GET needs a caller; else its GET
         * tells it.
         */
        public Builder exists(Predicate<ArmResourceId> finder) {
            this.finder = finder;
            return this;
        }

        /** HEAD answers 204 for a resource that exists, not 200. */
        public Builder headWithoutContent() {
            this.isHeadEmpty = true;
            return this;
        }

        /** Verbs that Azure has and mltwin lacks: they answer 501 instead of 405. */
        public Builder notBuilt(Verb... verbs) {
            absent.addAll(List.of(verbs));
            return this;
        }

        public ResourceType build() {
            return new ResourceType(this);
        }

        private Builder verb(Verb verb, Operation operation) {
            if (verbs.put(verb, operation) != null) {
                throw new IllegalStateException(name + " declares " + verb + " twice");
            }
            return this;
        }

        private Builder action(String action, Operation operation) {
            if (actions.put(AsciiCase.lower(action), operation) != null) {
                throw new IllegalStateException(name + " declares " + action + " twice");
            }
            return this;
        }

        private static Operation reading(Function<ArmCall, ?> reader) {
            return (call, context) -> {
                Object shown = reader.apply(call);
                return shown instanceof Outcome outcome ? outcome : Outcome.ok(shown);
            };
        }
    }
}
