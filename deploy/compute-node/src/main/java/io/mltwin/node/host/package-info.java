/**
 * Node processes of one machine, and the keys of their disks; compute-service uses it too. Start
 * reading at NodeProcesses.
 */
package io.mltwin.node.host;
