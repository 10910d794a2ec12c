package io.mltwin.testkit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The classes of a module for which a rule does not hold, each with the reason. */
record ArchitectureExceptions(List<Line> lines) {

    record Line(String rule, String type, String reason) {

        static Line of(String text) {
            String[] parts = text.split(" \\| ", -1);
            if (parts.length != 3 || parts[2].isBlank()) {
                throw new IllegalArgumentException("No exception with a reason: " + text);
            }
            return new Line(parts[0].strip(), parts[1].strip(), parts[2].strip());
        }

        /** True of the class, also where it lies inside of another one, and of those inside of an outermost one. */
        boolean names(JavaClass type) {
            return type.getSimpleName().equals(this.type)
                    || type.getName().replaceAll(".*\\.|\\$.*", "").equals(this.type);
        }
    }

    /** Reads {@code architecture/NAME.txt} from the resources; a module without one has no exceptions. */
    static ArchitectureExceptions read(String name) {
        try (InputStream file = ArchitectureExceptions.class.getResourceAsStream("/architecture/" + name + ".txt")) {
            return file == null
                    ? new ArchitectureExceptions(List.of())
                    : parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ArchitectureExceptions parse(String text) {
        return new ArchitectureExceptions(text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Line::of)
                .toList());
    }

    /** Returns the classes for which the rule must hold. */
    JavaClasses without(String rule, JavaClasses classes) {
        return that(classes, type -> lines.stream().noneMatch(line -> line.rule.equals(rule) && line.names(type)));
    }

    /** Returns the exceptions for classes that keep the rule, or are not there. */
    List<String> unneeded(Map<String, ArchRule> rules, JavaClasses classes) {
        return lines.stream()
                .filter(line -> !isNeeded(line, rules.get(line.rule), classes))
                .map(line -> line.rule + " | " + line.type)
                .toList();
    }

    /** A cycle is broken by no class alone, but with the others that have to keep the rule. */
    private boolean isNeeded(Line line, ArchRule rule, JavaClasses classes) {
        if (rule == null || isBroken(rule, that(classes, line::names))) {
            return rule != null;
        }
        Predicate<JavaClass> kept =
                type -> lines.stream().noneMatch(other -> other.rule.equals(line.rule) && other.names(type));
        return isBroken(rule, that(classes, kept.or(line::names))) && !isBroken(rule, that(classes, kept));
    }

    private static boolean isBroken(ArchRule rule, JavaClasses classes) {
        return rule.allowEmptyShould(true).evaluate(classes).hasViolation();
    }

    private static JavaClasses that(JavaClasses classes, Predicate<JavaClass> test) {
        return classes.that(DescribedPredicate.describe("are meant", test));
    }
}
