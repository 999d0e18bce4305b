/// Every section, in the order it is printed.
let allSections: [EvalSection] = [
  ForecastSection.all, ForestSection.all, ClusterSection.all,
]
