package io.mltwin.local.testplatform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.Checkout;
import io.mltwin.local.process.Java;
import io.mltwin.local.process.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @TempDir
    Path folder;

    private TestPlatform platform;
    private Leases leases;
    private LeaseKeeper keeper;
    private long start;

    /** A program that holds a lease until it is killed. */
    public static final class Holder {
        public static void main(String[] arguments) throws IOException {
            FileChannel file =
                    FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            file.lock();
            System.out.println("held");
            System.in.read();
        }
    }

    @BeforeEach
    void make() {
        platform = new TestPlatform(folder.resolve("home"));
        platform.create();
        leases = platform.leases();
        keeper = new LeaseKeeper(platform, Duration.ofSeconds(10), Progress.silent());
        start = System.nanoTime();
    }

    @Test
    void aKilledProcessGivesItsLeaseBack() throws IOException, InterruptedException {
        // Given
        Process holder = holder("one");
        assertEquals(1, leases.held());

        // When
        holder.destroyForcibly().waitFor();

        // Then
        assertEquals(0, leases.held());
    }

    @Test
    void aFileWithoutALockIsDeletedOnceItsProcessMustHaveEnded() throws IOException {
        // Given
        Path young = Files.createFile(leases.folder().resolve("young"));
        Path old = Files.createFile(leases.folder().resolve("old"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(90)));

        // When
        int held = leases.held();

        // Then
        assertEquals(0, held);
        assertTrue(Files.exists(young));
        assertFalse(Files.exists(old));
    }

    @Test
    void theOldFileOfAProcessThatLivesIsKept() throws IOException, InterruptedException {
        // Given
        Process holder = holder("one");
        Path file = leases.folder().resolve("one");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(90)));

        // When
        int held = leases.held();

        // Then
        assertEquals(1, held);
        assertTrue(Files.exists(file));
        holder.destroyForcibly().waitFor();
    }

    @Test
    void itEndsSoLongAfterTheLastLease() throws IOException, InterruptedException {
        // Given
        Process holder = holder("one");
        assertTrue(keeper.endAt(start + 60 * SECOND).isEmpty(), "a lease is held");
        holder.destroyForcibly().waitFor();

        // When
        boolean early = keeper.endAt(start + 69 * SECOND).isPresent();
        boolean late = keeper.endAt(start + 71 * SECOND).isPresent();

        // Then
        assertFalse(early);
        assertTrue(late);
    }

    @Test
    void aStartCountsAsAUseAndHoldsTheEndOff() throws IOException, InterruptedException {
        // Given
        leases.use();
        assertTrue(keeper.endAt(start + 5 * SECOND).isEmpty());
        Process starter = holder("../lock");

        // When
        boolean whileStarted = keeper.endAt(start + 16 * SECOND).isPresent();
        starter.destroyForcibly().waitFor();
        leases.use();
        boolean usedAgain = keeper.endAt(start + 17 * SECOND).isPresent();
        boolean unused = keeper.endAt(start + 28 * SECOND).isPresent();

        // Then
        assertFalse(whileStarted);
        assertFalse(usedAgain);
        assertTrue(unused);
    }

    @Test
    void eachBuildDomainAndUserHasItsOwn() throws IOException {
        // Given
        Path checkout = Files.createDirectories(folder.resolve("checkout"));
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.writeString(first.resolve(Checkout.DISTRIBUTION), "{\"version\": \"1\", \"digest\": \"a\"}");
        Files.writeString(second.resolve(Checkout.DISTRIBUTION), "{\"version\": \"1\", \"digest\": \"b\"}");
        Path cache = folder.resolve("cache");

        // When
        TestPlatform mine = TestPlatform.of(new Checkout(first), "a.localhost", cache, "olivia");

        // Then
        assertEquals(mine, TestPlatform.of(new Checkout(first), "a.localhost", cache, "olivia"));
        assertNotEquals(mine, TestPlatform.of(new Checkout(first), "a.localhost", cache, "raj"));
        assertNotEquals(mine, TestPlatform.of(new Checkout(first), "b.localhost", cache, "olivia"));
        assertNotEquals(mine, TestPlatform.of(new Checkout(second), "a.localhost", cache, "olivia"));
        assertNotEquals(mine, TestPlatform.of(new Checkout(checkout), "a.localhost", cache, "olivia"));
        assertNotEquals(mine, TestPlatform.of(new Checkout(first), "a.localhost", folder.resolve("other"), "olivia"));
    }

    private Process holder(String name) throws IOException {
        Process holder = new ProcessBuilder(
                        Java.executable().toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        leases.folder().resolve(name).toString())
                .redirectErrorStream(true)
                .start();
        assertEquals("held", holder.inputReader().readLine());
        return holder;
    }
}
