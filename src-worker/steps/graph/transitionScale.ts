/** λ of the transition weights exp(λπ): one declaration for every step that makes transitions of the velocity graph. */
export const transitionScale = {
  type: 'number',
  default: 10,
  min: 0.1,
  max: 100,
  label: 'Sharpness of transitions',
} as const;
