package io.mltwin.resourceprovider;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.ResourceTypes.ChangeContext;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An operation that changes a resource, in phases whose order is fixed:
 *
 * <ol>
 *   <li><b>read</b>: the request's body becomes a record; what does not fit it is a 400
 *   <li><b>validate</b>: looks at the request alone; refuses it with 4xx, or with 501 for what is
 *       not built
 *   <li><b>prepare</b>: calls other services; no transaction is open. Where a change is declared
 *       {@linkplain Preparation#exclusively exclusive}, one request at a time is from here on to
 *       the end of its changes
 *   <li><b>apply</b>: one transaction that loads, locks and changes rows and opens the operation;
 *       it calls no other service
 *   <li><b>after the commit</b>, where {@link #afterCommit} asks for it: what is in memory learns
 *       of the change before it is answered
 * </ol>
 *
 * @param <B> the record of the request's body
 * @param <P> what the preparation hands to the transaction
 */
public final class ResourceChange<B, P> {

    /** The last phase: one transaction. */
    @FunctionalInterface
    public interface Apply<B, P> {
        Outcome apply(ArmCall call, B body, P prepared);
    }

    /** The preparation of an exclusive change. */
    @FunctionalInterface
    public interface Prepare<B, P> {
        P prepare(ArmCall call, B body, ResourceClaim claim);
    }

    private final Application<B, P> declared;
    private final Apply<B, P> apply;
    private final Consumer<ArmCall> afterCommit;

    private ResourceChange(Application<B, P> declared, Apply<B, P> apply, Consumer<ArmCall> afterCommit) {
        this.declared = declared;
        this.apply = apply;
        this.afterCommit = afterCommit;
    }

    /**
     * A change whose body is required.
     *
     * @param noun what the body describes, in the refusal of one that cannot be read: {@code
     *     "search service"}
     */
    public static <B> Validation<B> reading(Class<B> body, String noun) {
        return new Validation<>(new BodyForm<>(body, noun, true));
    }

    /** A change whose body may be absent, and is null then. */
    public static <B> Validation<B> readingOptional(Class<B> body, String noun) {
        return new Validation<>(new BodyForm<>(body, noun, false));
    }

    /** A change whose body is any JSON object, left as a tree. */
    public static Validation<JsonNode> readingTree() {
        return new Validation<>(new BodyForm<>(JsonNode.class, "request content", true));
    }

    /** Returns a change without a body. */
    public static Validation<Void> withoutBody() {
        return new Validation<>(new BodyForm<>(null, null, false));
    }

    /** First part of a declaration: the body is known. */
    public static final class Validation<B> {
        private final BodyForm<B> form;

        private Validation(BodyForm<B> form) {
            this.form = form;
        }

        /** Refuses what the request alone shows to be wrong. */
        public Preparation<B> validate(BiConsumer<ArmCall, B> validator) {
            return new Preparation<>(form, validator);
        }

        /** Calls other services before the transaction. */
        public <P> Application<B, P> prepare(BiFunction<ArmCall, B, P> preparation) {
            return validate((call, body) -> {}).prepare(preparation);
        }

        /** For preparations that must not meet: see {@link Preparation#exclusively}. */
        public ExclusivePreparation<B> exclusively() {
            return validate((call, body) -> {}).exclusively();
        }

        /** For names that are unique: see {@link Preparation#exclusivelyByName}. */
        public ExclusivePreparation<B> exclusivelyByName() {
            return validate((call, body) -> {}).exclusivelyByName();
        }

        /** Changes rows in one transaction. */
        public ResourceChange<B, Void> apply(BiFunction<ArmCall, B, Outcome> change) {
            return validate((call, body) -> {}).apply(change);
        }

        /** Changes rows in one transaction, by a call that needs no body. */
        public ResourceChange<B, Void> apply(Function<ArmCall, Outcome> change) {
            return apply((call, body) -> change.apply(call));
        }
    }

    /** Second part of a declaration: the request is validated. */
    public static final class Preparation<B> {
        private final BodyForm<B> form;
        private final BiConsumer<ArmCall, B> validate;

        private Preparation(BodyForm<B> form, BiConsumer<ArmCall, B> validate) {
            this.form = form;
            this.validate = validate;
        }

        /**
         * For preparations that must not meet: a managed identity gets a new key, a vault a new
         * secret. A second request for the resource waits until the first has ended, and is a 409
         * when that takes too long.
         */
        public ExclusivePreparation<B> exclusively() {
            return new ExclusivePreparation<>(form, validate, ArmCall::id);
        }

        /**
         * The same for a type whose names are unique in all of Azure: a request for a name also
         * waits for one that names it in another resource group or subscription. All changes of
         * such a type are declared so.
         */
        public ExclusivePreparation<B> exclusivelyByName() {
            return new ExclusivePreparation<>(form, validate, call -> withoutScope(call.id()));
        }

        private static ArmResourceId withoutScope(ArmResourceId id) {
            return ArmResourceId.ROOT.provider(
                    id.namespace(), id.types().get(id.types().size() - 1), id.name());
        }

        /** Calls other services before the transaction. */
        public <P> Application<B, P> prepare(BiFunction<ArmCall, B, P> preparation) {
            return new Application<>(form, validate, null, (call, body, none) -> preparation.apply(call, body));
        }

        /** Changes rows in one transaction. */
        public ResourceChange<B, Void> apply(BiFunction<ArmCall, B, Outcome> change) {
            return this.<Void>prepare((call, body) -> null).apply((call, body, prepared) -> change.apply(call, body));
        }
    }

    /** Second part of the declaration of a change that one request at a time makes. */
    public static final class ExclusivePreparation<B> {
        private final BodyForm<B> form;
        private final BiConsumer<ArmCall, B> validate;
        private final Function<ArmCall, ArmResourceId> claimed;

        private ExclusivePreparation(
                BodyForm<B> form, BiConsumer<ArmCall, B> validate, Function<ArmCall, ArmResourceId> claimed) {
            this.form = form;
            this.validate = validate;
            this.claimed = claimed;
        }

        /** Calls other services before the transaction. */
        public <P> Application<B, P> prepare(BiFunction<ArmCall, B, P> preparation) {
            return prepare((call, body, claim) -> preparation.apply(call, body));
        }

        /** Calls other services before the transaction, which needs nothing of their answers. */
        public Application<B, Void> prepare(Consumer<ArmCall> preparation) {
            return prepare((call, body, claim) -> {
                preparation.accept(call);
                return null;
            });
        }

        /** Calls other services, and tells the claim how that is taken back. */
        public <P> Application<B, P> prepare(Prepare<B, P> preparation) {
            return new Application<>(form, validate, claimed, preparation);
        }
    }

    /** Third part of a declaration: what other services said is known. */
    public static final class Application<B, P> {
        private final BodyForm<B> form;
        private final BiConsumer<ArmCall, B> validate;

        /** Returns the id that one request at a time may change; null when requests may meet. */
        private final Function<ArmCall, ArmResourceId> claimed;

        private final Prepare<B, P> prepare;

        private Application(
                BodyForm<B> form,
                BiConsumer<ArmCall, B> validate,
                Function<ArmCall, ArmResourceId> claimed,
                Prepare<B, P> prepare) {
            this.form = form;
            this.validate = validate;
            this.claimed = claimed;
            this.prepare = prepare;
        }

        /** Changes rows in one transaction. */
        public ResourceChange<B, P> apply(Apply<B, P> change) {
            return new ResourceChange<>(this, change, call -> {});
        }

        /** Changes rows in one transaction, by a call that needs neither body nor preparation. */
        public ResourceChange<B, P> apply(Function<ArmCall, Outcome> change) {
            return apply((call, body, prepared) -> change.apply(call));
        }
    }

    /**
     * Returns the same change with work after its commit and before its answer, such as reading
     * again what is kept in memory. A crash in between must not matter.
     */
    public ResourceChange<B, P> afterCommit(Consumer<ArmCall> work) {
        return new ResourceChange<>(declared, apply, afterCommit.andThen(work));
    }

    Outcome run(ArmCall call, ChangeContext context) {
        B body = declared.form.read(call, context.json());
        declared.validate.accept(call, body);
        return declared.claimed == null
                ? change(call, body, null, context)
                : context.claims()
                        .whileClaimed(declared.claimed.apply(call), claim -> change(call, body, claim, context));
    }

    private Outcome change(ArmCall call, B body, ResourceClaim claim, ChangeContext context) {
        P prepared = declared.prepare.prepare(call, body, claim);
        Outcome outcome = context.transactions().inOne(() -> {
            if (claim != null) {
                claim.confirm();
            }
            return apply.apply(call, body, prepared);
        });
        afterCommit.accept(call);
        return outcome;
    }
}
