package io.mltwin.console.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.resources.ListedLock;
import io.mltwin.console.runs.MetricTable;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values of any type that a page shows, each text of which is an attack, but for ids that Azure
 * Resource Manager has checked. What a page does with flags, kinds and errors differs by turn; an
 * error inside of others is null in each second pair of turns.
 */
final class HostileData {
    /** Ends an attribute in either quotes and any element. */
    static final String ATTACK = "x\"'></textarea></title></pre><script>evil()</script>";

    private static final String PLAIN = "plain";

    private static final ArmResourceId ID =
            ArmResourceId.parse("/subscriptions/20000000-0000-4000-8000-000000000001/resourceGroups/rg1"
                    + "/providers/Microsoft.Storage/storageAccounts/sa1");

    /** A page has no lists deeper than this; some hold others of their own kind. */
    private static final int DEEPEST = 12;

    private final int turn;
    private final String text;
    private int depth;

    HostileData(int turn) {
        this(turn, ATTACK);
    }

    private HostileData(int turn, String text) {
        this.turn = turn;
        this.text = text;
    }

    /** Returns a value of a type. */
    Object of(Type type) throws ReflectiveOperationException {
        return type == ShownError.class ? made(ShownError.class, Map.of()) : of(type, Map.of());
    }

    private Object of(Type type, Map<TypeVariable<?>, Type> known) throws ReflectiveOperationException {
        if (type instanceof TypeVariable<?> variable) {
            return of(known.get(variable), Map.of());
        }
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic, known);
        }
        if (type instanceof GenericArrayType) {
            throw new IllegalArgumentException("no page shows an array: " + type);
        }
        return ofClass((Class<?>) type, known);
    }

    private Object ofGeneric(ParameterizedType type, Map<TypeVariable<?>, Type> known)
            throws ReflectiveOperationException {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
            Object one = depth > DEEPEST ? null : of(arguments[0], known);
            boolean isSet = Set.class.isAssignableFrom(raw);
            return one == null ? (isSet ? Set.of() : List.of()) : (isSet ? Set.of(one) : List.of(one, one));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return Map.of(of(arguments[0], known), of(arguments[1], known));
        }
        Map<TypeVariable<?>, Type> inside = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            inside.put(raw.getTypeParameters()[i], arguments[i]);
        }
        return ofClass(raw, inside);
    }

    private Object ofClass(Class<?> type, Map<TypeVariable<?>, Type> known) throws ReflectiveOperationException {
        if (type == ShownError.class) {
            return turn / 2 % 2 == 0 ? made(type, known) : null;
        }
        if (type == String.class || type == Object.class) {
            return text;
        }
        if (type == boolean.class || type == Boolean.class) {
            return turn % 2 == 0;
        }
        if (type == int.class || type == Integer.class) {
            return 2;
        }
        if (type == long.class || type == Long.class) {
            return 2L;
        }
        if (type == double.class || type == Double.class) {
            return 2.0;
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(2);
        }
        if (type == JsonNode.class) {
            return TextNode.valueOf(text);
        }
        if (type == ArmResourceId.class) {
            return ID;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[turn % type.getEnumConstants().length];
        }
        return made(type, known);
    }

    private Object made(Class<?> type, Map<TypeVariable<?>, Type> known) throws ReflectiveOperationException {
        Constructor<?> constructor;
        Type[] parts;
        if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] classes = new Class<?>[components.length];
            parts = new Type[components.length];
            for (int i = 0; i < components.length; i++) {
                classes[i] = components[i].getType();
                parts[i] = components[i].getGenericType();
            }
            constructor = type.getDeclaredConstructor(classes);
        } else {
            constructor = type.getDeclaredConstructors()[0];
            parts = constructor.getGenericParameterTypes();
        }
        Object[] values = new Object[parts.length];
        depth++;
        for (int i = 0; i < parts.length; i++) {
            values[i] = of(parts[i], known);
        }
        depth--;
        if (type == MetricTable.Row.class && turn % 2 == 0) {
            // a metric of numbers is a chart
            values[2] = List.of("1", "2");
        }
        if (type == ListedLock.class) {
            values[0] = ID.provider("Microsoft.Authorization", "locks", "keep").toString();
        }
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            if (text.equals(PLAIN) || !(refused.getCause() instanceof AzureException)) {
                throw refused;
            }
            return new HostileData(turn, PLAIN).made(type, known);
        }
    }
}
