package io.mltwin.testkit;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** The rules of the house style that hold in every service, each with its reason. */
public final class ArchitectureRules {

    private static final List<String> VAGUE_PACKAGES =
            List.of("common", "util", "utils", "helper", "helpers", "base", "core", "shared", "impl");

    public static final ArchRule RESOURCES_DO_NOT_REACH_THE_DATABASE = noClasses()
            .that(simpleNameEndingWith("Resource").or(simpleNameEndingWith("Provider")))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("jakarta.persistence.EntityManager")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Repository")
            .allowEmptyShould(true)
            .because("permission and rules live in the service, and nothing may go round them");

    public static final ArchRule ENTITIES_KNOW_NOTHING_OF_THE_WIRE = noClasses()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
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

    /**
     * Where scripts run, files are opened by their names in these classes alone.
     *
     * @param reasons by the simple names of the classes
     */
    public static ArchRule filesAreOpenedBy(Map<String, String> reasons) {
        return noClasses()
                .that(DescribedPredicate.describe(
                        "are none of " + reasons,
                        type -> !reasons.containsKey(type.getName().replaceAll(".*\\.|\\$.*", ""))))
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
    }

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

    private static final String OWN = "it reads a resource of its own jar";

    private static final String PROC = "it reads what the kernel tells";
    private static final String SECRET = "it reads the secret of the host";

    /** The classes that may read a stream or file whole or unpack one, with the reason of each. */
    private static final Map<String, String> READING = Map.ofEntries(
            Map.entry("TarReader", "it limits headers, entries and what is unpacked"),
            Map.entry("JavaArchives", "it runs in the process of a scan, with a limit"),
            Map.entry("IngestReader", "it limits what it unpacks"),
            Map.entry("ShareFiles", "it looks at the length first"),
            Map.entry("BlockHandler", "it has limited the list before"),
            Map.entry("SmallBody", "it has limited the body before"),
            Map.entry("EnvironmentLayer", "it looks at the length first"),
            Map.entry("PythonSettings", "it reads settings of the machine"),
            Map.entry("NodeProcesses", "it reads files that nodes write"),
            Map.entry("ContainerFolders", "it reads a note of its own"),
            Map.entry("BaseSource", "it reads what Docker says"),
            Map.entry("HostAgent", SECRET),
            Map.entry("HostSettings", SECRET),
            Map.entry("CpuMeter", PROC),
            Map.entry("RunLeftovers", PROC),
            Map.entry("ServiceSettingsValidator", PROC),
            Map.entry("AdvisoryStore", OWN),
            Map.entry("Assets", OWN),
            Map.entry("AutoMLCode", OWN),
            Map.entry("BatchScoringCode", OWN),
            Map.entry("BuiltInDefinitions", OWN),
            Map.entry("BuiltInRoles", OWN),
            Map.entry("Learners", OWN),
            Map.entry("ProviderOperations", OWN),
            Map.entry("StyleSheet", OWN),
            Map.entry("VirtualMachineSizes", OWN));

    public static final ArchRule FOREIGN_BYTES_ARE_BOUNDED = noClasses()
            .that(DescribedPredicate.describe(
                    "are none of " + READING,
                    type -> !READING.containsKey(type.getName().replaceAll(".*\\.|\\$.*", ""))))
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

    private static final String SNAPSHOT = "permissions are decided on a snapshot of all of them";

    private static final String WATCHED = "a step of background work looks at each of them";

    /** The classes that may read all rows of a table, with the reason of each. */
    private static final Map<String, String> READING_ALL_ROWS = Map.of(
            "AssignmentStore", SNAPSHOT,
            "RoleCatalog", SNAPSHOT,
            "GraphAppRoles", SNAPSHOT,
            "ScopeChangeService", "a scope that ends is taken from each custom role",
            "ClusterCertificates", "scoring containers are told all hosts",
            "ComputeTargets", WATCHED,
            "NodeService", WATCHED,
            "ServerlessPools", WATCHED);

    public static final ArchRule LISTS_ARE_QUERIES = noClasses()
            .that(DescribedPredicate.describe(
                    "are none of " + READING_ALL_ROWS,
                    type -> !READING_ALL_ROWS.containsKey(type.getName().replaceAll(".*\\.|\\$.*", ""))))
            .should()
            .accessTargetWhere(
                    DescribedPredicate.describe("all rows are read", access -> readsAllRows(access.getTarget())))
            .because(
                    "a list that is filtered, ordered or cut in memory costs more with each row: the query does it, and an index serves it");

    private static boolean readsAllRows(AccessTarget target) {
        return Set.of("listAll", "findAll", "streamAll").contains(target.getName())
                && target.getOwner().isAssignableTo("io.quarkus.hibernate.orm.panache.PanacheRepositoryBase");
    }

    public static final ArchRule PACKAGES_SAY_WHAT_IS_IN_THEM = noClasses()
            .should()
            .resideInAnyPackage(
                    VAGUE_PACKAGES.stream().map(name -> ".." + name + "..").toArray(String[]::new))
            .because("a package is a feature: what lies in 'common' or 'util' has no owner");

    public static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveNameMatching(".*[a-z](Manager|Helper|Helpers|Util|Utils|Impl)")
            .orShould(com.tngtech.archunit.lang.conditions.ArchConditions.be(namedForInheritance()))
            .because("Manager, Helper, Util, Impl, Base and Abstract tell a reader nothing about Azure");

    /** BaseImage is Docker's noun, an abstract BaseImage is not. */
    private static DescribedPredicate<JavaClass> namedForInheritance() {
        return DescribedPredicate.describe(
                "named Abstract… or, being abstract, Base…",
                type -> type.getSimpleName().matches("Abstract[A-Z].*")
                        || type.getSimpleName().matches("Base[A-Z].*")
                                && type.getModifiers().contains(JavaModifier.ABSTRACT));
    }

    private static final List<ArchRule> ALL = List.of(
            RESOURCES_DO_NOT_REACH_THE_DATABASE,
            ENTITIES_KNOW_NOTHING_OF_THE_WIRE,
            BODIES_KNOW_NOTHING_OF_THE_DATABASE,
            TIME_COMES_FROM_THE_CLOCK,
            RANDOMNESS_IS_SECURE,
            NOTHING_SLEEPS,
            ONE_CLASS_FOLDS_NAMES,
            ONE_CLASS_ENCODES_URIS,
            THREADS_ARE_WATCHED,
            NO_WORKER_WRITES_TO_A_CLIENT,
            FOREIGN_BYTES_ARE_BOUNDED,
            LISTS_ARE_QUERIES,
            PACKAGES_SAY_WHAT_IS_IN_THEM,
            NAMES_SAY_WHAT_A_CLASS_IS);

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
     * Every common rule that is not among the exceptions; for a parameterised test with one row a
     * rule.
     */
    public static List<ArchRule> allExcept(ArchRule... exceptions) {
        return ALL.stream()
                .filter(rule -> !Arrays.asList(exceptions).contains(rule))
                .toList();
    }
}
