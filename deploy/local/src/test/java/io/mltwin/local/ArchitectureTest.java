package io.mltwin.local;

import io.mltwin.testkit.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rule of the house that holds in the launcher too, and in what it shares with the tests. */
class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> contentsOfOthersAreReadWithABound() {
        return ArchitectureRules.ofLauncher("io.mltwin.local");
    }
}
