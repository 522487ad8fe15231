export { simulate, type Simulation, type SimulationTruth } from './simulate.ts';
export { SIMULATION_OPTIONS, type SimulationOptions } from './options.ts';
