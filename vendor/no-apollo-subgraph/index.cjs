throw new Error('Kith serves no subgraph of an Apollo federation: @apollo/subgraph is left out')
