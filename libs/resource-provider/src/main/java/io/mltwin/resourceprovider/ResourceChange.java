package io.mltwin.resourceprovider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
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
 *   <li><b>prepare</b>: calls other services; no transaction is open
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

    private final BodyForm<B> form;
    private final BiConsumer<ArmCall, B> validate;
    private final BiFunction<ArmCall, B, P> prepare;
    private final Apply<B, P> apply;
    private final Consumer<ArmCall> afterCommit;

    private ResourceChange(
            BodyForm<B> form,
            BiConsumer<ArmCall, B> validate,
            BiFunction<ArmCall, B, P> prepare,
            Apply<B, P> apply,
            Consumer<ArmCall> afterCommit) {
        this.form = form;
        this.validate = validate;
        this.prepare = prepare;
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

    /** A change without a body. */
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

        /** Calls other services before the transaction. */
        public <P> Application<B, P> prepare(BiFunction<ArmCall, B, P> preparation) {
            return new Application<>(form, validate, preparation);
        }

        /** Changes rows in one transaction. */
        public ResourceChange<B, Void> apply(BiFunction<ArmCall, B, Outcome> change) {
            return new ResourceChange<>(
                    form,
                    validate,
                    (call, body) -> null,
                    (call, body, prepared) -> change.apply(call, body),
                    call -> {});
        }
    }

    /** Third part of a declaration: what other services said is known. */
    public static final class Application<B, P> {
        private final BodyForm<B> form;
        private final BiConsumer<ArmCall, B> validate;
        private final BiFunction<ArmCall, B, P> prepare;

        private Application(
                BodyForm<B> form,
                BiConsumer<ArmCall, B> validate,
                BiFunction<ArmCall, B, P> prepare) {
            this.form = form;
            this.validate = validate;
            this.prepare = prepare;
        }

        /** Changes rows in one transaction. */
        public ResourceChange<B, P> apply(Apply<B, P> change) {
            return new ResourceChange<>(form, validate, prepare, change, call -> {});
        }
    }

    /**
     * The same change, after whose commit this work is done, before the answer: reading again what
     * is kept in memory. A crash in between must not matter.
     */
    public ResourceChange<B, P> afterCommit(Consumer<ArmCall> work) {
        return new ResourceChange<>(form, validate, prepare, apply, this.afterCommit.andThen(work));
    }

    Outcome run(ArmCall call, ObjectMapper json, Transactions transactions) {
        B body = form.read(call, json);
        validate.accept(call, body);
        P prepared = prepare.apply(call, body);
        Outcome outcome = transactions.inOne(() -> apply.apply(call, body, prepared));
        afterCommit.accept(call);
        return outcome;
    }
}
