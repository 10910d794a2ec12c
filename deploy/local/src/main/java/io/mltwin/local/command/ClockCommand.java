package io.mltwin.local.command;

import io.mltwin.local.clock.ClockControl;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** mltwin clock: shows or moves the platform's clock, which all services read their time from. */
@Command(
        name = "clock",
        description = "Show the platform's clock, move it forward, or set it back to the wall clock.",
        mixinStandardHelpOptions = true,
        subcommands = {ClockCommand.Show.class, ClockCommand.Advance.class, ClockCommand.Reset.class})
public final class ClockCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    @Override
    public Integer call() throws IOException {
        print(control(platform).agreed());
        return 0;
    }

    @Command(name = "show", description = "Show the offset from the wall clock.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private PlatformOption platform;

        @Override
        public Integer call() throws IOException {
            print(control(platform).agreed());
            return 0;
        }
    }

    @Command(name = "advance", description = "Move the clock forward.")
    static final class Advance implements Callable<Integer> {
        @Mixin
        private PlatformOption platform;

        @Parameters(paramLabel = "DURATION", description = "Such as 61m, 2h, 365d or PT90M.")
        private String duration;

        @Override
        public Integer call() throws IOException {
            ClockControl clock = control(platform);
            clock.set(clock.agreed() + Durations.parse(duration).toSeconds());
            print(clock.agreed());
            return 0;
        }
    }

    @Command(name = "reset", description = "Go back to the wall clock.")
    static final class Reset implements Callable<Integer> {
        @Mixin
        private PlatformOption platform;

        @Override
        public Integer call() throws IOException {
            ClockControl clock = control(platform);
            clock.set(0);
            print(clock.agreed());
            return 0;
        }
    }

    private static ClockControl control(PlatformOption platform) throws IOException {
        RunningPlatform running = platform.require();
        return new ClockControl(running.client(), running.settings(), running.tokens());
    }

    private static void print(long offset) {
        System.out.println(
                offset == 0
                        ? "The platform's clock is the wall clock."
                        : "The platform's clock is " + Duration.ofSeconds(offset) + " ahead of the wall clock.");
    }
}
