package io.mltwin.local.command;

import io.mltwin.local.faults.FaultControl;
import io.mltwin.local.faults.FaultsTable;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.trust.OperatorCredentials.ServicePrincipal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** mltwin faults: lets requests fail as the operator orders, until they are cleared. */
@Command(
        name = "faults",
        description = "Let requests to a service fail, be late or lose their connection.",
        footer = "Faults end with ./mltwin faults clear, with ./mltwin reset, and with the service that has them.",
        mixinStandardHelpOptions = true,
        subcommands = {FaultsCommand.Add.class, FaultsCommand.Show.class, FaultsCommand.Clear.class})
public final class FaultsCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: add, list or clear.");
    }

    @Command(name = "add", description = "Add a fault.", mixinStandardHelpOptions = true)
    static final class Add implements Callable<Integer> {
        @Mixin
        private PlatformOption platform;

        @Parameters(
                paramLabel = "SERVICE",
                description = "identity, workspace, keyvault, compute, scoring or telemetry.")
        private String service;

        @Option(
                names = "--operation",
                paramLabel = "OPERATION",
                description = "Method and path such as 'GET /secrets/*', where * stands for any characters; with a host"
                        + " before the path, that host's alone (default: all requests).")
        private String operation;

        @Option(names = "--tenant", paramLabel = "ID", description = "Requests with tokens of this tenant alone.")
        private String tenant;

        @Option(
                names = "--principal",
                paramLabel = "WHO",
                description = "Requests of this principal alone: a service principal of the fixture, or an object id.")
        private String principal;

        @Option(names = "--internal", description = "What the platform's own parts send each other, and nothing else.")
        private Boolean internal;

        @Option(names = "--status", paramLabel = "STATUS", description = "Answer with this error, 400 to 599.")
        private Integer status;

        @Option(names = "--code", paramLabel = "CODE", description = "The error's code (default: Azure's own).")
        private String code;

        @Option(names = "--latency", paramLabel = "MILLISECONDS", description = "Let requests wait first.")
        private Integer latency;

        @Option(names = "--reset", description = "End the connection without an answer.")
        private Boolean reset;

        @Option(
                names = "--retry-after",
                paramLabel = "SECONDS",
                description = "What a 429 or 503 asks clients to wait (default: 1).")
        private Integer retryAfter;

        @Option(names = "--rate", paramLabel = "PART", description = "Hit this part of the requests, such as 0.2.")
        private Double rate;

        @Option(names = "--seed", paramLabel = "NUMBER", description = "Choose the same ones each time.")
        private Long seed;

        @Option(names = "--times", paramLabel = "COUNT", description = "Hit so many requests and no more.")
        private Integer times;

        @Override
        public Integer call() throws IOException {
            RunningPlatform running = platform.require();
            System.out.println(control(running)
                    .add(PlatformService.of(service), rule(running))
                    .path("id")
                    .asText());
            return 0;
        }

        private Map<String, Object> rule(RunningPlatform running) throws IOException {
            ServicePrincipal known = principal == null
                    ? null
                    : running.credentials().servicePrincipals().get(principal);
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("operation", operation);
            rule.put("tenant", tenant);
            rule.put("principal", known == null ? principal : known.objectId());
            rule.put("internal", internal);
            rule.put("status", status);
            rule.put("code", code);
            rule.put("latencyMillis", latency);
            rule.put("reset", reset);
            rule.put("retryAfterSeconds", retryAfter);
            rule.put("rate", rate);
            rule.put("seed", seed);
            rule.put("times", times);
            rule.values().removeIf(value -> value == null);
            return rule;
        }
    }

    @Command(
            name = "list",
            description = "List the faults, and how many requests each has hit.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        private PlatformOption platform;

        @Override
        public Integer call() throws IOException {
            FaultsTable.lines(control(platform.require()).list()).forEach(System.out::println);
            return 0;
        }
    }

    @Command(name = "clear", description = "End faults: all of them without more.", mixinStandardHelpOptions = true)
    static final class Clear implements Callable<Integer> {
        @Mixin
        private PlatformOption platform;

        @Parameters(paramLabel = "FAULT", arity = "0..*", description = "As add and list name it.")
        private List<String> ids = new ArrayList<>();

        @Option(names = "--tenant", paramLabel = "ID", description = "Those that are for this tenant alone.")
        private String tenant;

        @Override
        public Integer call() throws IOException {
            if (!ids.isEmpty() && tenant != null) {
                throw new RefusalException("Name faults, or a tenant.");
            }
            FaultControl control = control(platform.require());
            for (String id : ids) {
                control.clearOne(id);
            }
            int ended = ids.isEmpty() ? control.clear(tenant).size() : ids.size();
            System.out.println("Ended: " + ended + ".");
            return 0;
        }
    }

    private static FaultControl control(RunningPlatform running) throws IOException {
        return new FaultControl(running.client(), running.settings(), running.tokens());
    }
}
