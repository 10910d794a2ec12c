package io.mltwin.workspace.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A parsed template expression. */
public sealed interface Expression {

    /** Evaluates the expression. */
    JsonNode value(Context context);

    /** Returns the expressions that this one holds. */
    List<Expression> parts();

    /** The functions and members that the user of an expression declares. */
    interface Context {

        JsonNode call(Call call);

        /**
         * Returns a member of an object or an element of an array.
         *
         * @param safe true for {@code .?} and {@code [?}: null instead of an error if absent
         */
        JsonNode member(JsonNode target, JsonNode key, boolean safe);
    }

    /** A text or number. */
    record Constant(JsonNode json) implements Expression {
        @Override
        public JsonNode value(Context context) {
            return json;
        }

        @Override
        public List<Expression> parts() {
            return List.of();
        }
    }

    /** {@code name(arguments)}. */
    record Call(String name, List<Expression> arguments) implements Expression {
        @Override
        public JsonNode value(Context context) {
            return context.call(this);
        }

        @Override
        public List<Expression> parts() {
            return arguments;
        }
    }

    /**
     * {@code target.name}, {@code target[index]}, {@code target.?name} or {@code target[?index]}.
     */
    record Member(Expression target, Expression key, boolean safe) implements Expression {
        @Override
        public JsonNode value(Context context) {
            return context.member(target.value(context), key.value(context), safe);
        }

        @Override
        public List<Expression> parts() {
            return List.of(target, key);
        }
    }
}
