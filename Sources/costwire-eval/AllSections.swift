/// Every section, in the order it is printed.
let allSections: [EvalSection] = [
  ForecastSection.all, AnomalySection.all, ForestSection.all, ClusterSection.all, QuerySection.all,
]
