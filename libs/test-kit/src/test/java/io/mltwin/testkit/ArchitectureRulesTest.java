package io.mltwin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule finds what it forbids, and leaves the kit itself alone. */
class ArchitectureRulesTest {

    static class VaultManager {}

    abstract static class BaseVault {}

    record BaseImage(String name) {}

    static class LateVault {
        Instant late() {
            return Instant.now();
        }
    }

    static class GuessableVault {
        int guess() {
            return new Random().nextInt();
        }
    }

    static class SleepyVault {
        void sleep() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static class PatientVault {
        jakarta.ws.rs.core.StreamingOutput answer() {
            return out -> out.write(1);
        }
    }

    static class CarelessVault {
        boolean isCalled(String name) {
            return name.equalsIgnoreCase("vault");
        }
    }

    static class FoldingVault {
        Stream<String> names() {
            return Stream.of("Vault").map(String::toLowerCase);
        }
    }

    static class OrderingVault {
        Set<String> names() {
            return new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        }
    }

    static class LetterVault {
        char first(String name) {
            return Character.toUpperCase(name.charAt(0));
        }
    }

    static class PatternVault {
        Pattern names() {
            return Pattern.compile("vault", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        }
    }

    static class EncodingVault {
        String path(String name) {
            return "/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        }
    }

    static class VaultRepository {}

    static class VaultResource {
        private final VaultRepository rows = new VaultRepository();

        @Override
        public String toString() {
            return rows.toString();
        }
    }

    static class GreedyVault {
        byte[] content(InputStream given) throws IOException {
            return given.readAllBytes();
        }
    }

    static class TrustingVault {
        String content(Path given) throws IOException {
            return Files.readString(given);
        }
    }

    static class VaultAuthorizer {}

    static class AuthorizingResource {
        private final VaultAuthorizer authorizer = new VaultAuthorizer();

        @Override
        public String toString() {
            return authorizer.toString();
        }
    }

    @jakarta.ws.rs.Path("/vaults")
    static class VaultPage {}

    @jakarta.persistence.Entity
    public static class VaultEntity {}

    public static class PublicRepository {}

    @jakarta.inject.Singleton
    record BusyVault(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j) {}

    @jakarta.inject.Singleton
    record FullVault(
            @org.eclipse.microprofile.config.inject.ConfigProperty
            int a,

            int b,
            int c,
            int d,
            int e,
            int f,
            int g,
            int h,
            int i,
            int j) {}

    static Stream<Arguments> forbidden() {
        return Stream.of(
                Arguments.of(VaultManager.class, ArchitectureRules.NAMES_SAY_WHAT_A_CLASS_IS),
                Arguments.of(BaseVault.class, ArchitectureRules.NAMES_SAY_WHAT_A_CLASS_IS),
                Arguments.of(LateVault.class, ArchitectureRules.TIME_COMES_FROM_THE_CLOCK),
                Arguments.of(GuessableVault.class, ArchitectureRules.RANDOMNESS_IS_SECURE),
                Arguments.of(SleepyVault.class, ArchitectureRules.NOTHING_SLEEPS),
                Arguments.of(PatientVault.class, ArchitectureRules.NO_WORKER_WRITES_TO_A_CLIENT),
                Arguments.of(CarelessVault.class, ArchitectureRules.ONE_CLASS_FOLDS_NAMES),
                Arguments.of(FoldingVault.class, ArchitectureRules.ONE_CLASS_FOLDS_NAMES),
                Arguments.of(OrderingVault.class, ArchitectureRules.ONE_CLASS_FOLDS_NAMES),
                Arguments.of(LetterVault.class, ArchitectureRules.ONE_CLASS_FOLDS_NAMES),
                Arguments.of(PatternVault.class, ArchitectureRules.ONE_CLASS_FOLDS_NAMES),
                Arguments.of(EncodingVault.class, ArchitectureRules.ONE_CLASS_ENCODES_URIS),
                Arguments.of(GreedyVault.class, ArchitectureRules.FOREIGN_BYTES_ARE_BOUNDED),
                Arguments.of(TrustingVault.class, ArchitectureRules.FOREIGN_BYTES_ARE_BOUNDED),
                Arguments.of(AuthorizingResource.class, ArchitectureRules.RESOURCES_LEAVE_AUTHORIZATION_TO_SERVICES),
                Arguments.of(VaultPage.class, ArchitectureRules.RESOURCES_ARE_NAMED_SO),
                Arguments.of(VaultEntity.class, ArchitectureRules.ENTITIES_STAY_IN_THEIR_PACKAGE),
                Arguments.of(PublicRepository.class, ArchitectureRules.REPOSITORIES_STAY_IN_THEIR_PACKAGE),
                Arguments.of(BusyVault.class, ArchitectureRules.BEANS_HAVE_AT_MOST_NINE_COLLABORATORS),
                Arguments.of(VaultResource.class, ArchitectureRules.RESOURCES_DO_NOT_REACH_THE_DATABASE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void forbidden(Class<?> type, ArchRule rule) {
        JavaClasses classes = new ClassFileImporter().importClasses(type, VaultRepository.class, VaultAuthorizer.class);
        assertThatThrownBy(() -> rule.check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(type.getSimpleName());
    }

    @Test
    void dockersNounIsFine() {
        ArchitectureRules.NAMES_SAY_WHAT_A_CLASS_IS.check(new ClassFileImporter().importClasses(BaseImage.class));
    }

    @Test
    void aSettingIsNoCollaborator() {
        ArchitectureRules.BEANS_HAVE_AT_MOST_NINE_COLLABORATORS.check(
                new ClassFileImporter().importClasses(FullVault.class));
    }

    @Test
    void twoPackagesThatUseEachOtherAreFound() {
        JavaClasses classes = new ClassFileImporter()
                .importClasses(
                        io.mltwin.testkit.architecture.Vault.class, io.mltwin.testkit.architecture.keys.VaultKey.class);

        assertThatThrownBy(() -> ArchitectureRules.PACKAGES_FORM_NO_CYCLES.check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("VaultKey");
    }

    @Test
    void aClassWithAReasonMayBreakOneRule() {
        JavaClasses classes = new ClassFileImporter().importClasses(VaultManager.class, LateVault.class);
        ArchitectureExceptions exceptions = ArchitectureExceptions.parse("""
                # RULE | class | reason
                NAMES_SAY_WHAT_A_CLASS_IS | ArchitectureRulesTest | it shows what is refused
                """);

        ArchitectureRules.NAMES_SAY_WHAT_A_CLASS_IS
                .allowEmptyShould(true)
                .check(exceptions.without("NAMES_SAY_WHAT_A_CLASS_IS", classes));
        assertThat(exceptions.without("TIME_COMES_FROM_THE_CLOCK", classes)).hasSize(2);
        assertThat(exceptions.unneeded(ArchitectureRules.RULES, classes)).isEmpty();
    }

    @Test
    void anExceptionThatNothingNeedsIsFound() {
        JavaClasses classes = new ClassFileImporter().importClasses(LateVault.class);
        ArchitectureExceptions exceptions = ArchitectureExceptions.parse("""
                NOTHING_SLEEPS | ArchitectureRulesTest | it once did
                TIME_COMES_FROM_THE_CLOCK | Gone | it is not there
                NO_SUCH_RULE | ArchitectureRulesTest | nobody wrote it
                """);

        assertThat(exceptions.unneeded(ArchitectureRules.RULES, classes))
                .containsExactly(
                        "NOTHING_SLEEPS | ArchitectureRulesTest",
                        "TIME_COMES_FROM_THE_CLOCK | Gone",
                        "NO_SUCH_RULE | ArchitectureRulesTest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTHING_SLEEPS | Vault", "NOTHING_SLEEPS | Vault | ", "NOTHING_SLEEPS"})
    void anExceptionGivesItsReason(String line) {
        assertThatThrownBy(() -> ArchitectureExceptions.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theKitKeepsTheRules() {
        JavaClasses kit = ArchitectureRules.mainClassesOf("io.mltwin.testkit");
        assertThat(ArchitectureRules.RULES).hasSizeGreaterThan(15);
        Map<String, ArchRule> rules = new TreeMap<>(ArchitectureRules.RULES);
        // a thread of the kit ends with its test, and what the kit reads a test has made
        rules.keySet().removeAll(Set.of("THREADS_ARE_WATCHED", "FOREIGN_BYTES_ARE_BOUNDED"));
        ArchitectureExceptions exceptions = ArchitectureExceptions.parse("""
                TIME_COMES_FROM_THE_CLOCK | TestIdentity | it gives services that run a clock
                TIME_COMES_FROM_THE_CLOCK | TestIssuer | its tokens hold now
                TIME_COMES_FROM_THE_CLOCK | TestTrust | its certificates hold now
                """);
        rules.forEach((name, rule) -> rule.check(exceptions.without(name, kit)));
        assertThat(exceptions.unneeded(rules, kit)).isEmpty();
    }

    @Test
    void aPackageWithoutClassesIsAMistake() {
        assertThatThrownBy(() -> ArchitectureRules.mainClassesOf("io.mltwin.nowhere"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
