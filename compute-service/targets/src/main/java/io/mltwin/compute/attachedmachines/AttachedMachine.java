package io.mltwin.compute.attachedmachines;

/**
 * A machine that a compute target stands for.
 *
 * @param hostKey the server's key at the first use, in the form of {@code known_hosts}
 * @param publicKey the line that authorizes Azure ML's key
 * @param secretName of the private half in the vault
 */
public record AttachedMachine(
        String computeId, MachineAddress address, String hostKey, String publicKey, String secretName) {}
