package io.mltwin.testkit;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The rules of the house style that hold in every service, each with its reason. */
public final class ArchitectureRules {

    private static final List<String> VAGUE_PACKAGES =
            List.of("common", "util", "utils", "helper", "helpers", "base", "core", "shared", "impl");

    private static final String ENTITY = "jakarta.persistence.Entity";
    private static final String SETTING = "org.eclipse.microprofile.config.inject.ConfigProperty";

    public static final ArchRule RESOURCES_DO_NOT_REACH_THE_DATABASE = noClasses()
            .that(simpleNameEndingWith("Resource").or(simpleNameEndingWith("Provider")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "java.sql..", "javax.sql..", "io.agroal..")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Repository")
            .allowEmptyShould(true)
            .because("permission and rules live in the service, and nothing may go round them");

    /** A provider may: the declaration of a tracked type names its row. */
    public static final ArchRule RESOURCES_SEE_NO_ROWS = noClasses()
            .that(simpleNameEndingWith("Resource"))
            .should()
            .dependOnClassesThat()
            .areAnnotatedWith(ENTITY)
            .allowEmptyShould(true)
            .because("permission and rules live in the service, and nothing may go round them");

    public static final ArchRule RESOURCES_LEAVE_AUTHORIZATION_TO_SERVICES = noClasses()
            .that(simpleNameEndingWith("Resource"))
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Authorizer")
            .allowEmptyShould(true)
            .because(
                    "the handler or service asks in its first line, so that no second way to it goes round the question");

    public static final ArchRule RESOURCES_ARE_NAMED_SO = classes()
            .that()
            .areAnnotatedWith("jakarta.ws.rs.Path")
            .should()
            .haveSimpleNameEndingWith("Resource")
            .allowEmptyShould(true)
            .because("one name for one role: the rules of resources find it by its name");

    public static final ArchRule ENTITIES_STAY_IN_THEIR_PACKAGE = classes()
            .that()
            .areAnnotatedWith(ENTITY)
            .should()
            .bePackagePrivate()
            .allowEmptyShould(true)
            .because("a row never leaves its package: the mapper alone sees both row and body");

    public static final ArchRule REPOSITORIES_STAY_IN_THEIR_PACKAGE = classes()
            .that()
            .haveSimpleNameEndingWith("Repository")
            .should()
            .bePackagePrivate()
            .allowEmptyShould(true)
            .because("another feature asks the service of this one");

    public static final ArchRule PACKAGES_FORM_NO_CYCLES = SlicesRuleDefinition.slices()
            .matching("(**)")
            .should()
            .beFreeOfCycles()
            .because("a package can be read and changed without those that stand on it");

    private static final int MOST_COLLABORATORS = 9;

    public static final ArchRule BEANS_HAVE_AT_MOST_NINE_COLLABORATORS = noClasses()
            .should(ArchConditions.be(DescribedPredicate.describe(
                    "beans with more than nine collaborators", ArchitectureRules::isCrowdedBean)))
            .because("what needs ten others does two things");

    private static boolean isCrowdedBean(JavaClass type) {
        return type.getAnnotations().stream().anyMatch(ArchitectureRules::makesBean)
                && type.getConstructors().stream()
                        .anyMatch(made -> made.getParameters().stream()
                                        .filter(given -> !given.isAnnotatedWith(SETTING))
                                        .count()
                                > MOST_COLLABORATORS);
    }

    private static boolean makesBean(JavaAnnotation<?> annotation) {
        String name = annotation.getRawType().getName();
        return name.matches("jakarta\\.(inject\\.Singleton|enterprise\\.context\\..*|ws\\.rs\\.Path)");
    }

    public static final ArchRule ENTITIES_KNOW_NOTHING_OF_THE_WIRE = noClasses()
            .that()
            .areAnnotatedWith(ENTITY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..")
            .allowEmptyShould(true)
            .because("a row never leaves its package: wire form and storage change apart");

    public static final ArchRule BODIES_KNOW_NOTHING_OF_THE_DATABASE = noClasses()
            .that()
            .haveSimpleNameEndingWith("Body")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.persistence..")
            .orShould()
            .dependOnClassesThat()
            .areAnnotatedWith(ENTITY)
            .allowEmptyShould(true)
            .because("wire form and storage change apart");

    public static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests and the demo move the platform's clock, and only an injected Clock follows it");

    public static final ArchRule RANDOMNESS_IS_SECURE = noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(Random.class, long.class)
            .orShould()
            .callMethod(Math.class, "random")
            .because("ids, keys and secrets must not be guessable: inject SecureRandom");

    public static final ArchRule NOTHING_SLEEPS = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .because("a sleeping thread serves nobody and makes tests slow: schedule, or wait for an event");

    public static final ArchRule NO_WORKER_WRITES_TO_A_CLIENT = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("jakarta.ws.rs.core.StreamingOutput")
            .because(
                    "a client that does not read would hold the worker: answer an InputStream, which is sent at its pace");

    /** The classes that may fold letters by Java's own methods, with the reason of each. */
    private static final Map<String, String> FOLDING = Map.of(
            "io.mltwin.encoding.AsciiCase", "it compiles the patterns of names",
            "io.mltwin.armweb.TextCase", "it folds what is no name, and never into ASCII",
            "io.mltwin.armweb.IdSegmentValidator", "it finds the letters to refuse");

    private static final Map<String, Set<String>> FOLDING_MEMBERS = Map.of(
            String.class.getName(),
                    Set.of(
                            "equalsIgnoreCase",
                            "compareToIgnoreCase",
                            "regionMatches",
                            "toLowerCase",
                            "toUpperCase",
                            "CASE_INSENSITIVE_ORDER"),
            Character.class.getName(), Set.of("toLowerCase", "toUpperCase", "toTitleCase"));

    public static final ArchRule ONE_CLASS_FOLDS_NAMES = noClasses()
            .that(DescribedPredicate.describe("are none of " + FOLDING, type -> !FOLDING.containsKey(type.getName())))
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "a letter is folded or a pattern has flags", access -> isFolding(access.getTarget())))
            .because(
                    "letters such as the long s are one name to some of Java's methods and another to others: use AsciiCase for names, TextCase for text");

    private static boolean isFolding(AccessTarget target) {
        String owner = target.getOwner().getName();
        return FOLDING_MEMBERS.getOrDefault(owner, Set.of()).contains(target.getName())
                || owner.equals(Pattern.class.getName())
                        && target instanceof AccessTarget.CodeUnitAccessTarget method
                        && method.getName().equals("compile")
                        && method.getRawParameterTypes().size() == 2;
    }

    public static final ArchRule ONE_CLASS_ENCODES_URIS = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.URL(En|De)coder")
            .because("a space is a plus in forms alone: UriEncoding says which part it encodes");

    /** This rule is asked for in packages alone where scripts run. */
    static final ArchRule FILES_ARE_REACHED_BY_HANDLE = noClasses()
            .should()
            .accessClassesThat()
            .belongToAnyOf(
                    Files.class,
                    FileChannel.class,
                    FileInputStream.class,
                    FileOutputStream.class,
                    RandomAccessFile.class)
            .orShould()
            .callMethod(BodyPublishers.class, "ofFile", Path.class)
            .because(
                    "no path of a folder that a script could write is trusted: ScriptTree opens it once, and reads and deletes by handles");

    public static final ArchRule THREADS_ARE_WATCHED = noClasses()
            .should()
            .callConstructorWhere(target(owner(assignableTo(Thread.class))))
            .orShould()
            .callConstructorWhere(target(owner(assignableTo(ExecutorService.class))))
            .orShould()
            .callConstructorWhere(target(owner(assignableTo(Timer.class))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Executors.class))))
            .because("a thread that has ended would be missed by nobody: BackgroundWork starts it again and tells it");

    public static final ArchRule FOREIGN_BYTES_ARE_BOUNDED = noClasses()
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "a stream or file is read whole or unpacked", access -> isUnbounded(access.getTarget())))
            .because(
                    "a client that sends much, or little that unpacks to much, would end the service: BoundedReader says how much is read, TarReader reads layers");

    /** What {@code readNBytes} reads has a bound. */
    private static boolean isUnbounded(AccessTarget target) {
        if (!(target instanceof AccessTarget.CodeUnitAccessTarget called)) {
            return false;
        }
        JavaClass owner = called.getOwner();
        boolean fromStream = !called.getRawParameterTypes().isEmpty()
                && called.getRawParameterTypes().get(0).isAssignableTo(InputStream.class);
        return switch (called.getName()) {
            case "readAllBytes" -> owner.isAssignableTo(InputStream.class) || owner.isEquivalentTo(Files.class);
            case "readString", "readAllLines", "lines" -> owner.isEquivalentTo(Files.class);
            case "readValue", "readValues", "readTree" ->
                fromStream && owner.getPackageName().startsWith("com.fasterxml.jackson");
            case "<init>" ->
                owner.getName()
                        .matches("(java\\.util\\.(zip|jar)|org\\.apache\\.commons\\.compress)\\..*(InputStream|File)");
            default -> false;
        };
    }

    private static final String PANACHE = "io.quarkus.hibernate.orm.panache.";

    public static final ArchRule LISTS_ARE_QUERIES = noClasses()
            .should()
            .accessTargetWhere(
                    DescribedPredicate.describe("rows are read without a page", ArchitectureRules::readsWithoutPage))
            .because(
                    "a list that is filtered, ordered or cut in memory costs more with each row: the query does it, and an index serves it");

    /** {@code listAll()}, {@code list("field", value)} and {@code find("field", value).list()}. */
    private static boolean readsWithoutPage(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        JavaClass owner = target.getOwner();
        return switch (target.getName()) {
            case "listAll", "findAll", "streamAll" -> owner.isAssignableTo(PANACHE + "PanacheRepositoryBase");
            case "list", "stream" ->
                owner.isAssignableTo(PANACHE + "PanacheRepositoryBase") && takesQuery(target)
                        || owner.isAssignableTo(PANACHE + "PanacheQuery")
                                && access.getOrigin().getMethodCallsFromSelf().stream()
                                        .noneMatch(
                                                call -> Set.of("page", "range").contains(call.getName()));
            default -> false;
        };
    }

    /** True of Panache's own methods; a repository may have others of the name. */
    private static boolean takesQuery(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget called
                && called.getRawParameterTypes().size() > 1
                && called.getRawParameterTypes()
                        .get(called.getRawParameterTypes().size() - 1)
                        .getName()
                        .matches(
                                "\\[Ljava\\.lang\\.Object;|java\\.util\\.Map|io\\.quarkus\\.panache\\.common\\.Parameters");
    }

    public static final ArchRule PACKAGES_SAY_WHAT_IS_IN_THEM = noClasses()
            .should()
            .resideInAnyPackage(
                    VAGUE_PACKAGES.stream().map(name -> ".." + name + "..").toArray(String[]::new))
            .because("a package is a feature: what lies in 'common' or 'util' has no owner");

    public static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveNameMatching(".*[a-z](Manager|Helper|Helpers|Util|Utils|Impl)")
            .orShould(ArchConditions.be(namedForInheritance()))
            .because("Manager, Helper, Util, Impl, Base and Abstract tell a reader nothing about Azure");

    /** BaseImage is Docker's noun, an abstract BaseImage is not. */
    private static DescribedPredicate<JavaClass> namedForInheritance() {
        return DescribedPredicate.describe(
                "named Abstract… or, being abstract, Base…",
                type -> type.getSimpleName().matches("Abstract[A-Z].*")
                        || type.getSimpleName().matches("Base[A-Z].*")
                                && type.getModifiers().contains(JavaModifier.ABSTRACT));
    }

    private ArchitectureRules() {}

    /**
     * The main classes below a package; refuses a package without any, which would pass every rule.
     */
    public static JavaClasses mainClassesOf(String basePackage) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(basePackage);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("No class lies below " + basePackage + ".");
        }
        return classes;
    }

    /**
     * Returns a test for each rule of the house, and one that finds exceptions that are none: those that
     * {@code architecture/PACKAGE.txt} among the test's resources names, {@code RULE | class | reason} a line.
     *
     * @param basePackage of a service; the file is called by its last name
     */
    public static Stream<DynamicTest> of(String basePackage) {
        return Stream.concat(
                testsOf(basePackage, RULES),
                Stream.of(
                        DynamicTest.dynamicTest(
                                "TRANSACTIONS_CALL_NO_OTHER_SERVICE",
                                () -> requireNone(
                                        NetworkInTransactions.inService(basePackage)
                                                .entrySet(),
                                        "a slow service would hold connections of the database and locks")),
                        DynamicTest.dynamicTest(
                                "NO_MEMORY_GROWS_WITHOUT_A_BOUND",
                                () -> requireNone(
                                        GrowingFields.unexplained(),
                                        "use BoundedMemory, or say in growing-fields.txt what bounds it"))));
    }

    /** The same for a program that runs scripts; it makes threads and waits as it likes. */
    public static Stream<DynamicTest> ofProgram(String basePackage) {
        Map<String, ArchRule> rules = new TreeMap<>(RULES);
        rules.keySet().removeAll(Set.of("THREADS_ARE_WATCHED", "NOTHING_SLEEPS", "FOREIGN_BYTES_ARE_BOUNDED"));
        rules.put("FILES_ARE_REACHED_BY_HANDLE", FILES_ARE_REACHED_BY_HANDLE);
        return testsOf(basePackage, rules);
    }

    /** Only that files are opened by handle, for a package of a service. */
    public static Stream<DynamicTest> ofFiles(String basePackage) {
        return testsOf(basePackage, Map.of("FILES_ARE_REACHED_BY_HANDLE", FILES_ARE_REACHED_BY_HANDLE));
    }

    /** Only that what others have written is read with a bound, for the launcher. */
    public static Stream<DynamicTest> ofLauncher(String basePackage) {
        return testsOf(basePackage, Map.of("FOREIGN_BYTES_ARE_BOUNDED", FOREIGN_BYTES_ARE_BOUNDED));
    }

    private static Stream<DynamicTest> testsOf(String basePackage, Map<String, ArchRule> rules) {
        JavaClasses classes = mainClassesOf(basePackage);
        ArchitectureExceptions exceptions =
                ArchitectureExceptions.read(basePackage.substring(basePackage.lastIndexOf('.') + 1));
        return Stream.concat(
                rules.entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getKey(),
                                () -> rule.getValue().check(exceptions.without(rule.getKey(), classes)))),
                Stream.of(DynamicTest.dynamicTest(
                        "EXCEPTIONS_ARE_NEEDED",
                        () -> requireNone(
                                exceptions.unneeded(rules, classes), "a rule holds there now: take the line away"))));
    }

    private static void requireNone(Collection<?> found, String reason) {
        if (!found.isEmpty()) {
            throw new AssertionError(reason + ": " + found);
        }
    }

    /** Every public rule of this class, by its name. */
    static final Map<String, ArchRule> RULES = rules();

    private static Map<String, ArchRule> rules() {
        return Arrays.stream(ArchitectureRules.class.getFields())
                .filter(field -> field.getType() == ArchRule.class)
                .collect(Collectors.toMap(Field::getName, ArchitectureRules::rule, (one, other) -> one, TreeMap::new));
    }

    private static ArchRule rule(Field field) {
        try {
            return (ArchRule) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field.getName() + " is not public", e);
        }
    }
}
