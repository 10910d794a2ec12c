/**
 * Attached virtual machines and HDInsight clusters, reached by SSH with a key of Azure ML's own.
 * Uses vaults and tokens; knows neither compute targets nor runs. Start reading at {@code
 * MachineAttachment} and {@code AttachedMachines}.
 */
package io.mltwin.compute.attachedmachines;
