package io.mltwin.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.net.http.HttpClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds transactions in which another service is called. A slow service would hold a connection of
 * the database, and locks, for as long as it takes.
 *
 * <p>It follows calls, constructors and method references through all classes that it is given; a
 * call of an interface or of a class that others extend leads to all their implementations. Events
 * of CDI are not followed.
 */
public final class NetworkInTransactions {

    private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";
    private static final String TRANSACTION = "io.quarkus.narayana.jta.";
    private static final String OURS = "io.mltwin.";

    private final JavaClasses classes;
    private final Map<String, List<JavaCodeUnit>> resolved = new HashMap<>();

    private NetworkInTransactions(JavaClasses classes) {
        this.classes = classes;
    }

    /** Those of a service, found in its classes and those of all libraries on the class path. */
    public static SortedMap<String, String> inService(String basePackage) {
        return find(ArchitectureRules.mainClassesOf("io.mltwin"), basePackage);
    }

    /**
     * The methods below a package that run in a transaction, or open one, and reach the network.
     *
     * @param classes the service's classes and those of the libraries that it uses
     * @return how each of them gets there, by {@code Class.method}
     */
    public static SortedMap<String, String> find(JavaClasses classes, String basePackage) {
        NetworkInTransactions search = new NetworkInTransactions(classes);
        SortedMap<String, String> found = new TreeMap<>();
        for (JavaClass type : classes) {
            if (type.getPackageName().startsWith(basePackage)) {
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    String path = search.path(unit, start(unit));
                    if (path != null) {
                        found.put(name(unit), path);
                    }
                }
            }
        }
        return found;
    }

    /** Returns the calls that a method makes inside a transaction. */
    private static Collection<JavaCodeUnitAccess<?>> start(JavaCodeUnit unit) {
        if (unit instanceof JavaMethod && isTransactional(unit)) {
            return accesses(unit).toList();
        }
        boolean opensTransaction =
                accesses(unit).anyMatch(one -> one.getTargetOwner().getName().startsWith(TRANSACTION));
        return opensTransaction
                ? accesses(unit).filter(JavaCodeUnitAccess::isDeclaredInLambda).toList()
                : List.of();
    }

    private static boolean isTransactional(JavaCodeUnit method) {
        return method.isAnnotatedWith(TRANSACTIONAL)
                || method.getOwner().isAnnotatedWith(TRANSACTIONAL)
                        && !method.getModifiers().contains(JavaModifier.PRIVATE);
    }

    private static Stream<JavaCodeUnitAccess<?>> accesses(JavaCodeUnit unit) {
        return Stream.of(
                        unit.getMethodCallsFromSelf(),
                        unit.getConstructorCallsFromSelf(),
                        unit.getMethodReferencesFromSelf())
                .flatMap(Collection::stream);
    }

    /** The shortest way to the network, or null. */
    private String path(JavaCodeUnit root, Collection<JavaCodeUnitAccess<?>> start) {
        Map<JavaCodeUnit, JavaCodeUnit> cameFrom = new HashMap<>();
        Deque<JavaCodeUnit> open = new ArrayDeque<>();
        cameFrom.put(root, null);
        Collection<JavaCodeUnitAccess<?>> next = start;
        JavaCodeUnit at = root;
        while (at != null) {
            for (JavaCodeUnitAccess<?> access : next) {
                if (isNetwork(access)) {
                    return way(at, cameFrom);
                }
                for (JavaCodeUnit target : targets(access)) {
                    if (!cameFrom.containsKey(target)) {
                        cameFrom.put(target, at);
                        open.add(target);
                    }
                }
            }
            at = open.poll();
            next = at == null ? List.of() : accesses(at).toList();
        }
        return null;
    }

    private static boolean isNetwork(JavaCodeUnitAccess<?> access) {
        return access.getTargetOwner().getName().equals(HttpClient.class.getName())
                && access.getName().startsWith("send");
    }

    private List<JavaCodeUnit> targets(JavaCodeUnitAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        if (!owner.getName().startsWith(OURS)) {
            return List.of();
        }
        List<String> parameters = access.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getName)
                .toList();
        String key = owner.getName() + "." + access.getName() + parameters;
        return resolved.computeIfAbsent(key, any -> find(owner, access.getName(), parameters));
    }

    private List<JavaCodeUnit> find(JavaClass owner, String name, List<String> parameters) {
        Set<JavaClass> owners = new LinkedHashSet<>();
        owners.add(owner);
        owners.addAll(owner.getAllSubclasses());
        owners.addAll(owner.getAllRawSuperclasses());
        List<JavaCodeUnit> found = new ArrayList<>();
        for (JavaClass type : owners) {
            if (classes.contain(type.getName())) {
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    if (unit.getName().equals(name)
                            && unit.getRawParameterTypes().stream()
                                    .map(JavaClass::getName)
                                    .toList()
                                    .equals(parameters)) {
                        found.add(unit);
                    }
                }
            }
        }
        return found;
    }

    private static String way(JavaCodeUnit end, Map<JavaCodeUnit, JavaCodeUnit> cameFrom) {
        Deque<String> steps = new ArrayDeque<>();
        for (JavaCodeUnit unit = end; unit != null; unit = cameFrom.get(unit)) {
            steps.push(name(unit));
        }
        return steps.stream().collect(Collectors.joining(" → "));
    }

    private static String name(JavaCodeUnit unit) {
        return unit.getOwner().getSimpleName() + "." + unit.getName();
    }
}
