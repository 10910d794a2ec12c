package io.mltwin.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Starts a machine: {@code PORT FOLDER USER}, with the account's password as the first line of
 * standard input; without one only keys open the account.
 */
public final class VirtualMachineMain {

    private static final int ARGUMENTS = 3;

    private VirtualMachineMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != ARGUMENTS || !args[0].matches("[0-9]{1,5}")) {
            System.err.println("Give PORT FOLDER USER, and the password as first line of standard input.");
            System.exit(2);
        }
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        VirtualMachine machine = VirtualMachine.start(new VirtualMachine.Settings(
                Integer.parseInt(args[0]),
                Path.of(args[1]).toAbsolutePath(),
                args[2],
                line == null || line.isBlank() ? null : line.strip(),
                System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin")));
        System.out.println(machine + " answers");
        Thread.currentThread().join();
    }
}
