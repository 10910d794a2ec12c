package io.mltwin.testkit;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds maps, lists, sets, queues and caches that can grow for as long as a service runs: in beans
 * of one instance, in what such a bean holds, and in static fields. What clients make grow belongs
 * into a {@code BoundedMemory}; {@code growing-fields.txt} names the others, with what bounds each.
 */
public final class GrowingFields {

    private static final Set<String> BEANS =
            Set.of("jakarta.inject.Singleton", "jakarta.enterprise.context.ApplicationScoped", "jakarta.ws.rs.Path");

    private GrowingFields() {}

    /**
     * Returns those of a service and of its libraries that the list does not name, and what it
     * names of their packages and is none.
     */
    public static List<String> unexplained() throws IOException {
        InputStream list = GrowingFields.class.getResourceAsStream("/growing-fields.txt");
        List<String> named = new String(list.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .skip(2)
                .map(line -> line.replaceAll(":.*", ""))
                .toList();
        return unexplained(ArchitectureRules.mainClassesOf("io.mltwin"), named);
    }

    static List<String> unexplained(JavaClasses classes, List<String> named) {
        Set<String> packages = classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        Set<String> growing = classes.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(GrowingFields::grows)
                .map(JavaField::getFullName)
                .collect(Collectors.toSet());
        // whether something holds it may differ between services
        Stream<String> stale = named.stream()
                .filter(name -> packages.contains(name.replaceAll("\\.[A-Z].*", "")) && !growing.contains(name));
        return Stream.concat(
                        find(classes).filter(field -> !named.contains(field)), stale.map(name -> name + " (is none)"))
                .toList();
    }

    /** Returns the fields that can grow, by {@code class.field}. */
    static Stream<String> find(JavaClasses classes) {
        Set<JavaClass> held = new HashSet<>();
        classes.stream()
                .filter(type -> BEANS.stream().anyMatch(type::isAnnotatedWith))
                .forEach(bean -> hold(bean, held));
        return classes.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> held.contains(field.getOwner()) || isStatic(field))
                .filter(GrowingFields::grows)
                .map(JavaField::getFullName)
                .sorted();
    }

    private static void hold(JavaClass type, Set<JavaClass> held) {
        if (type.getPackageName().startsWith("io.mltwin") && held.add(type)) {
            type.getFields().stream()
                    .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
                    .forEach(other -> hold(other, held));
        }
    }

    private static boolean grows(JavaField field) {
        JavaClass type = field.getRawType();
        String maker = isStatic(field) ? "<clinit>" : "<init>";
        return type.getPackageName().startsWith("com.github.benmanes")
                || isCollection(type)
                        && field.getOwner().getAccessesFromSelf().stream()
                                .anyMatch(access ->
                                        access.getOrigin().getName().equals(maker) && makesCollection(access));
    }

    private static boolean makesCollection(JavaAccess<?> access) {
        return access.getName().equals("<init>") && isCollection(access.getTargetOwner())
                || access.getName().matches("newKeySet|newSetFromMap|synchronized.+");
    }

    private static boolean isStatic(JavaField field) {
        return field.getModifiers().contains(JavaModifier.STATIC);
    }

    private static boolean isCollection(JavaClass type) {
        return type.isAssignableTo(Map.class) || type.isAssignableTo(Collection.class);
    }
}
