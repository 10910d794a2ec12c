package io.mltwin.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.sandbox.Capabilities.KernelVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    private static final Capabilities ALL = new Capabilities(-1);
    private static final SandboxUser USER = new SandboxUser(1_900_000_007);
    private static final SandboxRequest REQUEST = SandboxRequest.of(
                    Path.of("/data/nodes/n/runs/r"), List.of("python3", "train.py"))
            .readOnly(List.of(Path.of("/opt/java"), Path.of("/usr/src/x/jars")))
            .hidden(List.of(Path.of("/usr/src/x"), Path.of("/data")))
            .environment(Map.of("IDENTITY_HEADER", "secret", "LD_PRELOAD", "evil.so"))
            .limits(new SandboxLimits(1000, 20, 300))
            .build();

    @Test
    void bubblewrapHasNamespacesOfItsOwnAndNoCapability() throws Exception {
        List<String> line = new CommandLine(ALL, true).bubblewrap(REQUEST, null, false);

        assertThat(line)
                .startsWith("/usr/bin/bwrap")
                .contains(
                        "--unshare-user",
                        "--disable-userns",
                        "--unshare-pid",
                        "--unshare-ipc",
                        "--unshare-uts",
                        "--die-with-parent",
                        "--new-session")
                .containsSequence("--cap-drop", "ALL", "--", "/usr/bin/prlimit")
                .doesNotContain("--cap-add", "--share-net");
        assertThat(line).containsSequence("--core=0", "--data=1000", "--fsize=10737418240", "--nproc=20");
        assertThat(line).endsWith("/data/nodes/n/runs/r", "python3", "train.py");
    }

    @Test
    void onlyTheFolderIsWritableAndWhatIsHiddenIsCovered() throws Exception {
        List<String> line = new CommandLine(ALL, true).bubblewrap(REQUEST, null, false);

        assertThat(line)
                .containsSubsequence(
                        "--tmpfs",
                        "/usr/src/x",
                        "--ro-bind",
                        "/usr/src/x/jars",
                        "/usr/src/x/jars",
                        "--bind",
                        "/data/nodes/n/runs/r",
                        "/data/nodes/n/runs/r",
                        "--remount-ro",
                        "/usr/src/x",
                        "--remount-ro",
                        "/")
                .containsOnlyOnce("--bind")
                .doesNotContainSequence("/etc", "/etc")
                .doesNotContain("/etc/shadow", "/run", "/var", "/home", "/root");
    }

    /** In a user namespace root stays root for the files of the kernel. */
    @Test
    void settingsOfTheKernelAreReadOnlyWhereThePlatformsUserMayBeRoot() throws Exception {
        List<String> line = new CommandLine(ALL, true).bubblewrap(REQUEST, null, false);

        assertThat(line)
                .containsSubsequence(
                        "--proc",
                        "/proc",
                        "--ro-bind-try",
                        "/proc/sys",
                        "/proc/sys",
                        "--ro-bind-try",
                        "/proc/sysrq-trigger",
                        "/proc/sysrq-trigger",
                        "--");
    }

    @Test
    void asRootItHasAUserOfItsOwnInsteadOfAUserNamespace() throws Exception {
        List<String> line = new CommandLine(ALL, false).bubblewrap(REQUEST, USER, false);

        assertThat(line)
                .doesNotContain("--unshare-user")
                .containsSubsequence(
                        "--cap-drop",
                        "ALL",
                        "--cap-add",
                        "CAP_SETUID",
                        "--",
                        "/usr/bin/setpriv",
                        "--reuid=1900000007",
                        "--regid=1900000007",
                        "--clear-groups",
                        "--no-new-privs",
                        "--inh-caps=-all",
                        "--bounding-set=-all",
                        "--pdeathsig",
                        "KILL",
                        "/usr/bin/prlimit",
                        "--nproc=20",
                        "/bin/sh");
    }

    @Test
    void anotherUserHasNoGroupsNoPrivilegesAndLimits() {
        List<String> line = new CommandLine(ALL, true).otherUser(REQUEST, USER, false);

        assertThat(line)
                .startsWith(
                        "/usr/bin/setpriv",
                        "--reuid=1900000007",
                        "--regid=1900000007",
                        "--clear-groups",
                        "--no-new-privs")
                .containsSubsequence("/usr/bin/prlimit", "--data=1000", "--nproc=20", "/bin/sh");
    }

    /** Their number would be counted with all processes of the user. */
    @Test
    void processesAreNotLimitedWhereTheUserIsShared() throws Exception {
        CommandLine lines = new CommandLine(new Capabilities(0), false);

        assertThat(lines.bubblewrap(REQUEST, null, false)).doesNotContain("--nproc=20");
        assertThat(lines.none(REQUEST)).contains("--data=1000").doesNotContain("--nproc=20");
    }

    @Test
    void noVariableStandsInACommandLine() throws Exception {
        CommandLine lines = new CommandLine(ALL, true);

        assertThat(List.of(
                        lines.bubblewrap(REQUEST, null, false),
                        lines.bubblewrap(REQUEST, USER, false),
                        lines.otherUser(REQUEST, USER, false),
                        lines.none(REQUEST)))
                .allSatisfy(line -> assertThat(String.join(" ", line)).doesNotContain("secret", "LD_PRELOAD"));
        assertThat(REQUEST.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"A B,x", "A;id,x", "'',x", "1A,x"})
    void aVariableThatIsNoneIsRefused(String name, String value) {
        SandboxRequest.Builder builder =
                SandboxRequest.of(Path.of("/x"), List.of("true")).environment(Map.of(name, value));

        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"6.18.44-fc,true", "5.14.0-70.el9,true", "5.10.0-28-amd64,false", "4.19,false", "x,false"})
    void aKernelSaysHowItCounts(String version, boolean perNamespace) {
        assertThat(KernelVersion.of(version).isAtLeast(5, 14)).isEqualTo(perNamespace);
    }
}
