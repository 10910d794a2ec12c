package io.mltwin.telemetry.query.kql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** The part of an expression between a pair of parentheses, or outside of all, while it is read. */
final class ExpressionGroup {

    private static final String LIST = ",";
    private static final String BOUNDS = "..";

    private final int weakest;
    private final String separator;
    private final Function<List<Expression>, Expression> meaning;
    private final List<Expression> ended = new ArrayList<>();
    private final Deque<LeftSide> waiting = new ArrayDeque<>();
    private int strongest = OperatorStrength.PRODUCT;
    private boolean isCompared;

    /** A minus stands before the value that comes next. */
    boolean isNegative;

    /** The value that was read last. */
    Expression value;

    /** A value and the operator after it, which wait for their right side. */
    private record LeftSide(Expression value, String operator, int strength) {}

    private ExpressionGroup(int weakest, String separator, Function<List<Expression>, Expression> meaning) {
        this.weakest = weakest;
        this.separator = separator;
        this.meaning = meaning;
    }

    /** One expression. */
    static ExpressionGroup single() {
        return new ExpressionGroup(OperatorStrength.OR, null, list -> list.get(0));
    }

    /** Returns a list of expressions, which together mean something. */
    static ExpressionGroup list(Function<List<Expression>, Expression> meaning) {
        return new ExpressionGroup(OperatorStrength.OR, LIST, meaning);
    }

    /** Two bounds, which neither are nor have comparisons. */
    static ExpressionGroup bounds(Function<List<Expression>, Expression> meaning) {
        return new ExpressionGroup(OperatorStrength.SUM, BOUNDS, meaning);
    }

    boolean isBounds() {
        return BOUNDS.equals(separator);
    }

    /**
     * Returns whether an operator of this strength goes on with the value. A comparison is not
     * compared again: only {@code and} and {@code or} end it.
     */
    boolean goesOnWith(int strength) {
        return strength >= weakest && strength <= strongest && !(isCompared && strength == OperatorStrength.COMPARISON);
    }

    /** The value waits for the right side of an operator. */
    void waitFor(String operator, int strength) {
        isCompared |= strength == OperatorStrength.COMPARISON;
        isCompared &= strength >= OperatorStrength.COMPARISON;
        strongest = OperatorStrength.PRODUCT;
        waiting.push(new LeftSide(value, operator, strength));
    }

    /** The value is compared with what stands in parentheses: nothing stronger goes on with it. */
    void waitForParentheses() {
        strongest = OperatorStrength.AND;
    }

    /** Joins the value with the left sides before it whose operator is at least that strong. */
    void join(int least, Joining joining) {
        while (!waiting.isEmpty() && waiting.peek().strength() >= least) {
            LeftSide left = waiting.pop();
            value = joining.join(left.operator(), left.value(), value);
        }
    }

    /** Makes an operator's expression of its two sides. */
    interface Joining {
        Expression join(String operator, Expression left, Expression right);
    }

    /** Ends the expression that was read; returns whether another one follows. */
    boolean end(TokenReader tokens, Joining joining) {
        join(weakest, joining);
        ended.add(value);
        isCompared = false;
        strongest = OperatorStrength.PRODUCT;
        if (isBounds() && ended.size() == 1) {
            tokens.expect(BOUNDS);
            return true;
        }
        return LIST.equals(separator) && tokens.takeSymbol(LIST);
    }

    /** Returns what all that was read means. */
    Expression meaning() {
        return meaning.apply(List.copyOf(ended));
    }
}
