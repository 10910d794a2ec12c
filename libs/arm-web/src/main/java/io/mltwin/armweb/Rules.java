package io.mltwin.armweb;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rules of a request's body, one a row. They are checked in their order, and the first that does not hold refuses
 * the body. A row names properties by their paths, such as {@code properties.sku.name}: members of records, then of a
 * JSON tree. A path that a record does not have fails when the table is made. A property that is left out, null, or
 * below one that is, breaks no rule but {@link #required} and {@link #missing}.
 *
 * <p>{@code why} is what is wrong, or what would be right, in the words of the plane's error; {@code %s} in it stands
 * for the value that was given.
 *
 * @param <T> the body: a record or a {@link JsonNode}
 */
public final class Rules<T> {

    private final Class<T> type;
    private final String place;
    private final BiFunction<String, String, AzureException> refusal;
    private final Set<String> named = new HashSet<>();
    private BiConsumer<String, T> rows = (there, body) -> {};

    private Rules(Class<T> type, String place, BiFunction<String, String, AzureException> refusal) {
        this.type = type;
        this.place = place;
        this.refusal = refusal;
    }

    /**
     * Begins a table.
     *
     * @param place what errors name before a path, such as {@code properties.} for a part of a body
     * @param refusal makes the plane's error of a property and why its value is refused
     */
    public static <T> Rules<T> of(Class<T> type, String place, BiFunction<String, String, AzureException> refusal) {
        return new Rules<>(type, place, refusal);
    }

    /** Properties that must be given, and neither as a blank text nor as an empty list or object. */
    public Rules<T> required(String why, String... paths) {
        return rows(Rules::isEmpty, (path, value) -> refusal.apply(path, why), paths);
    }

    /** The same for a plane whose error of a missing property gives no reason: it is null. */
    public Rules<T> missing(String... paths) {
        return required(null, paths);
    }

    /**
     * A property that must be given, refused in the name of another.
     *
     * @param name for the error, such as the object that the property lies in
     */
    public Rules<T> requiredAs(String name, String why, String path) {
        Function<Object, Object> reader = reader(type, path);
        return refuse(body -> isEmpty(reader.apply(body)), name, why);
    }

    /** Properties that must be left out. */
    public Rules<T> absent(String why, String... paths) {
        return fits(value -> false, why, paths);
    }

    /** Properties with one of some values, in any case of letters. */
    public Rules<T> oneOf(Collection<String> values, String why, String... paths) {
        return fits(isOneOf(values), why, paths);
    }

    /** Texts of a form, which a regular expression says; {@code A|B} is one of two values in this case of letters. */
    public Rules<T> matches(String form, String why, String... paths) {
        return fits(Pattern.compile(form).asMatchPredicate(), why, paths);
    }

    /** Texts that must be given and right; one that is left out is {@code null} in the error. */
    public Rules<T> must(Predicate<String> right, String why, String... paths) {
        return rows(
                value -> value == null || !right.test(text(value)),
                (path, value) -> refusal.apply(path, fill(why, value)),
                paths);
    }

    /** Numbers from the least to the most. */
    public Rules<T> range(double least, double most, String why, String... paths) {
        return fits(value -> isBetween(least, value, most), why, paths);
    }

    /** Durations of ISO 8601 from the least to the most, such as {@code PT30S}. */
    public Rules<T> duration(Duration least, Duration most, String why, String... paths) {
        return fits(value -> isBetween(least, value, most), why, paths);
    }

    /** Properties whose text has to be right otherwise. */
    public Rules<T> fits(Predicate<String> right, String why, String... paths) {
        return rows(isGiven(right.negate()), (path, value) -> refusal.apply(path, fill(why, value)), paths);
    }

    /** Whatever else must not be. */
    public Rules<T> refuse(Predicate<? super T> wrong, String name, String why) {
        return row(wrong, (there, body) -> refusal.apply(there + name, why));
    }

    /** Whatever else must not be, with an error of its own. */
    public Rules<T> refuse(Predicate<? super T> wrong, Function<? super T, AzureException> error) {
        return row(wrong, (there, body) -> error.apply(body));
    }

    /**
     * Parts that are not built: 501 for each that is given.
     *
     * @param what names the part; {@code %s} in it stands for the last step of the path
     */
    public Rules<T> notBuilt(String what, String... paths) {
        return refuseIfGiven(path -> part(what, path), paths);
    }

    /**
     * The same for parts of which nothing is asked by false, zero or None in JSON, an empty text, a list of
     * nothing but null and false, and an object of nothing but null, false, such lists and such objects.
     */
    public Rules<T> notBuiltIfAsked(String what, String... paths) {
        return refuseIfAsked(path -> part(what, path), paths);
    }

    /** Parts that are refused with an error of their own when something is asked of them. */
    public Rules<T> refuseIfAsked(Function<String, AzureException> error, String... paths) {
        return rows(Rules::isAsked, (path, value) -> error.apply(path), paths);
    }

    /** Parts that are refused with an error of their own when they are given. */
    public Rules<T> refuseIfGiven(Function<String, AzureException> error, String... paths) {
        return rows(Objects::nonNull, (path, value) -> error.apply(path), paths);
    }

    /**
     * A property of which some values are built: 501 for each other one.
     *
     * @param what names the part; {@code %s} in it stands for the value
     */
    public Rules<T> notBuiltBut(String what, String path, String... built) {
        return rows(
                isGiven(isOneOf(built).negate()), (given, value) -> AzureException.notBuilt(fill(what, value)), path);
    }

    /**
     * A property of which some values are not built: 501 for each of them.
     *
     * @param what names the part; {@code %s} in it stands for the value
     */
    public Rules<T> notBuiltFor(String what, String path, String... values) {
        return rows(isGiven(isOneOf(values)), (given, value) -> AzureException.notBuilt(fill(what, value)), path);
    }

    /** Settings that would change nothing here: 501 for each that is given. */
    public Rules<T> settingNotBuilt(String why, String instead, String... paths) {
        return refuseIfGiven(path -> AzureException.settingNotBuilt(path, why, instead), paths);
    }

    /** The same for settings, as of {@link #notBuiltIfAsked}. */
    public Rules<T> settingNotBuiltIfAsked(String why, String instead, String... paths) {
        return refuseIfAsked(path -> AzureException.settingNotBuilt(path, why, instead), paths);
    }

    /** A setting of which some values are built: 501 for each other one. */
    public Rules<T> settingNotBuiltBut(String path, String why, String instead, String... built) {
        return rows(
                isGiven(isOneOf(built).negate()),
                (name, value) -> AzureException.settingNotBuilt(name, fill(why, value), instead),
                path);
    }

    /** A setting of which some values are not built: 501 for each of them. */
    public Rules<T> settingNotBuiltFor(String path, String why, String instead, String... values) {
        return rows(
                isGiven(isOneOf(values)),
                (name, value) -> AzureException.settingNotBuilt(name, fill(why, value), instead),
                path);
    }

    /**
     * Refuses members of a JSON object which no row of this table names.
     *
     * @param others that the body may have too
     */
    public Rules<T> only(Function<String, AzureException> unknown, String... others) {
        named.addAll(List.of(others));
        return and(body -> ((JsonNode) body).fieldNames().forEachRemaining(name -> {
            if (!named.contains(name)) {
                throw unknown.apply(name);
            }
        }));
    }

    /** A property with rules of its own, which are checked where it is given. */
    @SuppressWarnings("unchecked")
    public <P> Rules<T> part(String path, Consumer<P> rules) {
        Function<Object, Object> reader = reader(type, path);
        return when(body -> reader.apply(body) != null, body -> rules.accept((P) reader.apply(body)));
    }

    /** A list, each member of which has rules of its own. */
    public <P> Rules<T> each(String path, Consumer<P> rules) {
        return this.<Iterable<P>>part(path, members -> members.forEach(rules));
    }

    /** Further rules of the bodies for which a condition holds. */
    public Rules<T> when(Predicate<? super T> condition, Consumer<? super T> others) {
        return and(body -> {
            if (condition.test(body)) {
                others.accept(body);
            }
        });
    }

    /** The same, with errors that name the place of this table. */
    public Rules<T> when(Predicate<? super T> condition, Rules<T> others) {
        return add((there, body) -> {
            if (condition.test(body)) {
                others.checkAt(there, body);
            }
        });
    }

    /** Further rules of the same body. */
    public Rules<T> and(Consumer<T> others) {
        return add((there, body) -> others.accept(body));
    }

    /**
     * Checks a body against all rows.
     *
     * @throws AzureException of the first row that does not hold
     */
    public void check(T body) {
        checkAt(place, body);
    }

    /** Checks one of several bodies against all rows, such as a value of a map: errors name its place. */
    public void checkAt(String there, T body) {
        rows.accept(there, body);
    }

    private Rules<T> add(BiConsumer<String, T> others) {
        rows = rows.andThen(others);
        return this;
    }

    private Rules<T> row(Predicate<? super T> wrong, BiFunction<String, T, AzureException> error) {
        return add((there, body) -> {
            if (wrong.test(body)) {
                throw error.apply(there, body);
            }
        });
    }

    private Rules<T> rows(Predicate<Object> wrong, BiFunction<String, Object, AzureException> error, String... paths) {
        for (String path : paths) {
            Function<Object, Object> reader = reader(type, path);
            named.add(path.split("\\.")[0]);
            row(body -> wrong.test(reader.apply(body)), (there, body) -> error.apply(there + path, reader.apply(body)));
        }
        return this;
    }

    private static AzureException part(String what, String path) {
        return AzureException.notBuilt(fill(what, path.substring(path.lastIndexOf('.') + 1)));
    }

    private static Predicate<Object> isGiven(Predicate<String> wrong) {
        return value -> value != null && wrong.test(text(value));
    }

    private static Predicate<String> isOneOf(String... values) {
        return isOneOf(List.of(values));
    }

    private static Predicate<String> isOneOf(Collection<String> values) {
        return value -> values.stream().anyMatch(AsciiCase.equalTo(value));
    }

    private static String fill(String template, Object value) {
        return template.replace("%s", text(value));
    }

    private static Function<Object, Object> reader(Class<?> type, String path) {
        if (path.isEmpty()) {
            return Rules::given;
        }
        if (JsonNode.class.isAssignableFrom(type)) {
            JsonPointer pointer = JsonPointer.compile("/" + path.replace('.', '/'));
            return tree -> tree == null ? null : given(((JsonNode) tree).at(pointer));
        }
        String[] steps = path.split("\\.", 2);
        try {
            Method accessor = type.getDeclaredMethod(steps[0]);
            accessor.setAccessible(true);
            Function<Object, Object> inner = reader(accessor.getReturnType(), steps.length == 1 ? "" : steps[1]);
            return body -> body == null ? null : inner.apply(member(body, accessor));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " has no " + steps[0], e);
        }
    }

    private static Object member(Object body, Method accessor) {
        try {
            return accessor.invoke(body);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a body cannot be read", e);
        }
    }

    private static Object given(Object value) {
        return value instanceof JsonNode node && (node.isNull() || node.isMissingNode()) ? null : value;
    }

    private static String text(Object value) {
        return value instanceof JsonNode node && node.isValueNode() ? node.asText() : String.valueOf(value);
    }

    private static boolean isAsked(Object value) {
        if (value instanceof JsonNode node && node.isContainerNode()) {
            return isAskedWithin(node);
        }
        boolean isName = value instanceof String;
        return !isEmpty(value) && (isName || !List.of("false", "0", "none").contains(AsciiCase.lower(text(value))));
    }

    private static boolean isAskedWithin(JsonNode node) {
        if (node.isContainerNode()) {
            return node.valueStream().anyMatch(one -> node.isArray() && one.isContainerNode() || isAskedWithin(one));
        }
        return !node.isNull() && !(node.isBoolean() && !node.booleanValue());
    }

    private static boolean isEmpty(Object value) {
        if (value instanceof JsonNode node && node.isContainerNode()) {
            return node.isEmpty();
        }
        return value == null
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty()
                || text(value).isBlank();
    }

    private static boolean isBetween(double least, String text, double most) {
        try {
            double value = Double.parseDouble(text);
            return value >= least && value <= most;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    private static boolean isBetween(Duration least, String text, Duration most) {
        try {
            Duration value = Duration.parse(text);
            return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        } catch (DateTimeParseException noDuration) {
            return false;
        }
    }
}
