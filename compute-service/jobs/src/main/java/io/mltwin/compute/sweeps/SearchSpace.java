package io.mltwin.compute.sweeps;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.sweeps.Distribution.Kind;
import io.mltwin.machinelearning.UserErrors;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * {@code searchSpace}: the parameters of a sweep with their distributions, in Azure's form {@code
 * "lr": ["uniform", [0.1, 0.9]]}, in the order in which they were given.
 */
record SearchSpace(Map<String, Distribution> parameters) {

    private static final String FIELD = "properties.searchSpace";

    /**
     * Reads it.
     *
     * @throws AzureException 400 naming the parameter that does not fit
     */
    static SearchSpace read(JsonNode given) {
        invalidIf(
                given == null || !given.isObject() || given.isEmpty(),
                FIELD,
                FIELD + " is required: an object with a distribution a parameter.");
        Map<String, Distribution> parameters = new LinkedHashMap<>();
        given.properties().forEach(entry -> parameters.put(entry.getKey(), read(entry.getKey(), entry.getValue())));
        return new SearchSpace(parameters);
    }

    /** Returns how many different trials there are; empty where there is no end. */
    Optional<Long> size() {
        long size = 1;
        for (Distribution distribution : parameters.values()) {
            Optional<Long> values = distribution.size();
            if (values.isEmpty()) {
                return Optional.empty();
            }
            size = Math.multiplyHigh(size, values.get()) == 0 ? size * values.get() : Long.MAX_VALUE;
            size = size < 0 ? Long.MAX_VALUE : size;
        }
        return Optional.of(size);
    }

    private static Distribution read(String name, JsonNode given) {
        if (!name.matches("[A-Za-z0-9_]+")) {
            throw invalid(name, "its name may hold letters, digits and underscores");
        }
        Kind kind = Kind.of(given.path(0).asText())
                .orElseThrow(() -> invalid(name, "'" + given.path(0).asText() + "' is no distribution"));
        JsonNode arguments = given.path(1);
        if (given.size() != 2 || !arguments.isArray() || arguments.size() != kind.arguments()) {
            throw invalid(name, kind + " takes a list of " + kind.arguments() + " argument(s)");
        }
        return kind == Kind.CHOICE ? choice(name, arguments.get(0)) : numeric(name, kind, arguments);
    }

    private static Distribution choice(String name, JsonNode values) {
        if (!values.isArray() || values.isEmpty()) {
            throw invalid(name, "choice takes a list with a list of values");
        }
        Set<JsonNode> all = new LinkedHashSet<>();
        for (JsonNode value : values) {
            notBuiltIf(value.isContainerNode(), "A choice between nested search spaces ('%s')", name);
            if (value.isNull() || !all.add(value)) {
                throw invalid(name, "the values of a choice are given and differ");
            }
        }
        return new Distribution(Kind.CHOICE, List.copyOf(all), 0, 0, 0);
    }

    private static Distribution numeric(String name, Kind kind, JsonNode arguments) {
        boolean allNumbers = StreamSupport.stream(arguments.spliterator(), false)
                .allMatch(argument -> argument.isNumber() && isFinite(argument));
        if (!allNumbers) {
            throw invalid(name, "the arguments of " + kind + " are numbers");
        }
        double first = arguments.get(0).asDouble();
        double second = arguments.path(1).asDouble();
        double step = arguments.path(2).asDouble();
        if (kind == Kind.RANDINT) {
            if (!arguments.get(0).canConvertToLong() || first != Math.rint(first) || first < 1) {
                throw invalid(name, "the upper bound of randint is a whole number from 1");
            }
        } else if (kind.isNormal()) {
            if (second <= 0) {
                throw invalid(name, "the standard deviation is above zero");
            }
        } else if (first >= second) {
            throw invalid(name, "the lowest value is below the highest");
        }
        if (kind.arguments() == 3 && step <= 0) {
            throw invalid(name, "the step is above zero");
        }
        return new Distribution(kind, List.of(), first, second, step);
    }

    private static boolean isFinite(JsonNode number) {
        return Double.isFinite(number.asDouble());
    }

    private static AzureException invalid(String name, String why) {
        String target = FIELD + "." + name;
        return UserErrors.invalid(target, "%s is not valid: %s.", target, why);
    }
}
